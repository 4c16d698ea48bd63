"""The address of the Messages API: checked before anything is started, and how a connection to it fails."""

import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from self_harness.errors import ConfigError, FatalModelError

VARIABLE = "ANTHROPIC_BASE_URL"
VENDOR = "https://api.anthropic.com"
EXAMPLE = "such as http://localhost:8080"


def normalised(address: str) -> str:
    """The address as it is sent to and stands in cache keys: without the path of the endpoint; empty for the vendor's.

    Raises ValueError that says what is wrong. A message never quotes a password.
    """
    url = address.strip()
    if not url:
        return ""
    if re.search(r"\s|[\x00-\x1f]", url):
        raise ValueError(f"the address {url!r} has a blank in it")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:  # a port that is no number or too large, brackets that don't match
        raise ValueError(f"this is no address ({error}): give one {EXAMPLE}") from None
    if "@" in parts.netloc:
        raise ValueError("an address holds no user and password: give a key as ANTHROPIC_API_KEY")
    if parts.scheme not in ("http", "https") or not url.lower().startswith(f"{parts.scheme}://"):
        raise ValueError(f"the address {url!r} does not begin with http:// or https://: give one {EXAMPLE}")
    if not host or not re.fullmatch(r"[\w.-]+|[0-9a-f:.%]+", host):
        raise ValueError(f"the address {url!r} names no host: give one {EXAMPLE}")
    if port == 0 or parts.netloc.endswith(":"):
        raise ValueError(f"the address {url!r} names no port after the colon: give one {EXAMPLE}")
    if parts.query or parts.fragment:
        raise ValueError(
            f"the address {url!r} goes on after its path: leave out {'?' if parts.query else '#'} and the rest"
        )
    return url.rstrip("/").removesuffix("/messages").removesuffix("/v1").rstrip("/")


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """The address that the environment names; empty: the vendor's. Raises ConfigError for a faulty one."""
    try:
        return normalised(environ.get(VARIABLE, ""))
    except ValueError as error:
        raise ConfigError(f"{VARIABLE}: {error}.") from None


def is_loopback(address: str) -> bool:
    """Whether the server runs on this machine."""
    host = urlsplit(address).hostname or ""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d+){3}", host) is not None


def tls_trouble(error: BaseException, address: str) -> FatalModelError | None:
    """What is wrong with the encryption of a connection that failed, if that is what is wrong: no retry mends it."""
    place = _place(address)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FatalModelError(
                f"The certificate of {place} is not trusted ({cause.verify_message}): set SSL_CERT_FILE to a file with the "
                "certificate of its authority, and continue with --resume."
            )
        if isinstance(cause, ssl.SSLError):
            hint = ": does it speak http:// only?" if cause.reason == "WRONG_VERSION_NUMBER" else ""
            return FatalModelError(f"No encrypted connection to {place} ({cause.reason}){hint}")
    return None


def connection_trouble(error: BaseException, address: str) -> str:
    """Why there was no answer, in a few words. Only kinds are told: the texts of these errors may quote the key."""
    place, host = _place(address), urlsplit(address or VENDOR).hostname
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return f"the name {host} could not be resolved (DNS)"
        if isinstance(cause, ConnectionRefusedError):
            return f"{place} refuses connections (is the server running?)"
    kinds = [type(cause).__name__ for cause in causes]
    if "ConnectTimeout" in kinds:
        return f"no connection to {place} in time"
    if "ProxyError" in kinds:
        return f"the proxy on the way to {place} failed"
    return f"the connection to {place} failed ({kinds[1] if len(kinds) > 1 else kinds[0]})"


def _place(address: str) -> str:
    return urlsplit(address or VENDOR).netloc


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the outermost first."""
    found: BaseException | None = error
    while found is not None:
        yield found
        group = (
            found.exceptions[:1] if isinstance(found, BaseExceptionGroup) else ()
        )  # one for each address of the host
        found = next(iter(group), found.__cause__ or found.__context__)
