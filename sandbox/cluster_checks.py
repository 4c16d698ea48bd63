"""Which Dask clusters are let grade: those at an address of one's own, whose hosts run what this process runs."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sandbox.cluster_worker import About, Opener, about, runner
from self_harness.errors import ConfigError, SandboxError

if TYPE_CHECKING:
    from distributed import Client

PACKAGES = ("self-harness", "dask", "distributed", "cloudpickle", "msgpack")
"""What must have the same version everywhere, besides Python's own (3.11, ...)."""


def checked(address: str) -> str:
    """The address, or "" for none. Raises ConfigError for anything but tcp://HOST:PORT and tls://HOST:PORT."""
    with suppress(ValueError):  # a port that is no number
        parts = urlsplit(address)
        if parts.hostname and parts.port and parts.scheme in ("tcp", "tls"):
            host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
            if address == f"{parts.scheme}://{host}:{parts.port}":
                return address
    if not address:
        return ""
    raise ConfigError(f"{address!r} is no address of a Dask scheduler: tcp://HOST:PORT, or tls://HOST:PORT")


async def check_network(address: str) -> None:
    """Raises ConfigError where the host is unknown, or is reached over the public network without encryption."""
    parts = urlsplit(address)
    assert parts.hostname
    try:
        found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, parts.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise ConfigError(f"{address}: {error.strerror}") from error
    if parts.scheme == "tcp" and any(ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found):
        raise ConfigError(
            f"{address} is reached over a public network without encryption, and whoever reaches a Dask scheduler can run "
            "code on its workers and here: use tls:// (distributed.dask.org: TLS), or a private network"
        )


def same_versions(told: Mapping[str, Any]) -> None:
    """Takes what `Client.get_versions` says. Raises ConfigError where scheduler or workers differ from this process."""
    ours = _of_interest(told["client"])
    for name, theirs in {"the scheduler": told["scheduler"], **told["workers"]}.items():
        if differing := {key: value for key, value in _of_interest(theirs).items() if value != ours[key]}:
            here = ", ".join(f"{key} {ours[key]}" for key in differing)
            there = ", ".join(f"{key} {value or 'not installed'}" for key, value in differing.items())
            raise ConfigError(f"The Dask cluster has other versions: here {here}; at {name} {there}")


def _of_interest(told: Mapping[str, Any]) -> dict[str, str | None]:
    packages = told["packages"]
    return {"Python": ".".join(packages["python"].split(".")[:2])} | {name: packages.get(name) for name in PACKAGES}


async def compared(client: "Client", opener: Opener) -> list[About]:
    """What the workers say of themselves, each with its sandbox open.

    Raises:
        ConfigError: they can't run this program, or differ from this process or from each other.
        SandboxError: one has no sandbox.
    """
    same_versions(await client.get_versions(packages=["self-harness"]))
    try:
        await client.run_on_scheduler(runner)
    except Exception as error:  # Dask makes it of whatever was raised there
        raise _no_program("scheduler", error) from error
    found: dict[str, About] = {}
    for worker, told in (await client.run(about, opener, on_error="return")).items():
        if isinstance(told, Exception):
            raise _no_program(f"worker {worker}", told) from told
        if isinstance(told, str):
            raise SandboxError(f"Dask worker {worker}: {told}")
        if told.runner != runner():
            raise ConfigError(f"Dask worker {worker} has another version of the grader: install the one of this host")
        found[worker] = told
    if len(identities := {each.identity: worker for worker, each in found.items()}) > 1:
        each_one = ", ".join(f"{identity} (at {worker})" for identity, worker in identities.items())
        raise ConfigError(
            f"The Dask workers grade differently: {each_one}. Give all the same base image (SELF_HARNESS_BASE_IMAGE)."
        )
    return list(found.values())


def _no_program(who: str, error: Exception) -> ConfigError:
    return ConfigError(f"The Dask {who} can't run this program ({error}): start it with --preload self_harness.cli")
