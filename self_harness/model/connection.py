"""The way to the API: key, proxy and certificates, and the SDK's client over them.

The SDK is imported where it is used: that takes seconds, and most of the program runs without it.
"""

import os
from typing import TYPE_CHECKING
from urllib.request import getproxies

from self_harness.errors import ConfigError, FatalModelError
from self_harness.model.address import VENDOR, from_environment, is_loopback

if TYPE_CHECKING:
    import anthropic
    import httpx2

ENGINEER_KEY = "ANTHROPIC_ENGINEER_API_KEY"
API_VERSION = "2023-06-01"
"""The version that accepts a temperature, for models that take one."""
CONNECT_SECONDS, CONNECT_SHARE = 15.0, 0.5
"""Most time for a connection to be made: seconds, and share of the time that a call may take."""


def check_credentials(address: str | None = None, api_key: str | None = None) -> None:
    """Raises FatalModelError when the API needs a key and none can be found, ConfigError for a proxy or certificate file
    that can't be used. address: None takes that of the environment. Quick when there is a key."""
    address = from_environment() if address is None else address
    _client(address, None, 1, CONNECT_SECONDS)
    if resolve_api_key(api_key) or os.environ.get("ANTHROPIC_AUTH_TOKEN") or is_loopback(address):
        return
    import anthropic

    try:
        with anthropic.Anthropic(base_url=_explicit(address)) as client:
            if client.credentials:
                return
    except anthropic.CredentialsError as error:
        raise FatalModelError(f"The API credentials can't be used: {error}") from error
    raise FatalModelError(
        "There is no API key: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a model server on this machine."
    )


def connect(
    address: str,
    api_key: str | None,
    transport: "httpx2.AsyncBaseTransport | None",
    connections: int,
    timeout: float,
) -> "anthropic.AsyncAnthropic":
    """The SDK's client of the API at this address; the caller closes it.

    transport: takes the place of the network; no key is needed then. timeout: seconds that the caller gives an attempt; a
    connection must be made well within them.
    """
    import anthropic
    import httpx2

    is_local = transport is not None or is_loopback(address)
    key = api_key or ("not-needed" if is_local else None)
    connect_seconds = min(timeout * CONNECT_SHARE, CONNECT_SECONDS)
    return anthropic.AsyncAnthropic(
        api_key=key,
        base_url=_explicit(address),
        max_retries=0,  # the SDK would wait an hour if told so, and retry a spend limit in vain
        timeout=httpx2.Timeout(None, connect=connect_seconds),
        http_client=_client(address, transport, connections, connect_seconds),
        # The SDK sends the key as a bearer token, some proxies read only the other header.
        default_headers={"anthropic-version": API_VERSION, **({"X-Api-Key": key} if key else {})},
    )


def engineer_key(solver_address: str, address: str) -> str | None:
    """The engineer's key where it has one of its own; None: the same as the solver's. Raises FatalModelError where the
    solver's key would go to a third server."""
    if key := os.environ.get(ENGINEER_KEY, "").strip():
        return key
    if address in ("", VENDOR, solver_address) or is_loopback(address):
        return None
    raise FatalModelError(f"There is no API key for {address}: set {ENGINEER_KEY}.")


def resolve_api_key(api_key: str | None) -> str | None:
    """The key given, or that of the environment."""
    return (api_key or os.environ.get("ANTHROPIC_API_KEY") or "").strip() or None


def _explicit(address: str) -> str | None:
    """What to tell the SDK. None: it finds the address of a profile, and would find one in the environment."""
    return address or (VENDOR if os.environ.get("ANTHROPIC_BASE_URL") else None)


def _client(
    address: str, transport: "httpx2.AsyncBaseTransport | None", connections: int, connect_seconds: float
) -> "httpx2.AsyncClient":
    import httpx2

    is_local = transport is not None or is_loopback(address)
    try:
        certificates = httpx2.create_ssl_context(trust_env=True)
    except OSError as error:  # ssl.SSLError is one too
        named = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
        raise ConfigError(f"SSL_CERT_FILE or SSL_CERT_DIR names {named}, which can't be used: {error}.") from None
    try:
        return httpx2.AsyncClient(
            transport=transport,
            verify=certificates,
            trust_env=not is_local,  # a proxy of the environment can't reach this machine's loopback
            follow_redirects=False,  # a redirect would take the X-Api-Key header to another host
            timeout=httpx2.Timeout(None, connect=connect_seconds),
            limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections),
        )
    except (ImportError, ValueError, httpx2.InvalidURL) as error:  # SOCKS without its package, another scheme, no URL
        raise ConfigError(
            f"The proxy of the environment ({_proxies()}) can't be used: {' '.join(str(error).split())} "
            "Correct or unset the variable, or except the server with NO_PROXY."
        ) from None


def _proxies() -> str:
    """The variables that name proxies, not the proxies: these may hold passwords."""
    return ", ".join(f"{scheme.upper()}_PROXY" for scheme in sorted(getproxies()) if scheme != "no")
