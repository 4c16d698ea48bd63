"""Addresses, and connections that fail: certificate, name, refused and timed-out ones are told apart."""

import asyncio
import ipaddress
import json
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from self_harness.config import RunConfig, resolve
from self_harness.config_sources import load_config
from self_harness.errors import ConfigError, FatalModelError, ModelUnavailable
from self_harness.model.address import is_loopback, normalised
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.connection import check_credentials
from self_harness.model.types import Reply, Request
from tests.fake_api import FakeApi
from tests.trials import nth

ASKED = Request(trial=nth(), role="solver", system="", user="ping?", model="local", temperature=0.2)
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "ANTHROPIC_BASE_URL")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def ask(address: str, seconds: float = 10, notices: list[str] | None = None, **options: str) -> Reply:
    tell = (notices if notices is not None else []).append
    async with AnthropicModel(
        base_url=address, budget=Budget(), backoff=0.001, timeout=seconds, on_notice=tell, api_key="sk-secret", **options  # type: ignore[arg-type]
    ) as model:  # fmt: skip
        return await model.complete(ASKED)


# Addresses


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ""),
        ("  ", ""),
        ("http://localhost:8080", "http://localhost:8080"),
        (" http://localhost:8080/ \n", "http://localhost:8080"),
        ("http://localhost:8080/v1", "http://localhost:8080"),
        ("http://localhost:8080/v1/messages", "http://localhost:8080"),
        ("https://gateway.example.com/anthropic/v1/", "https://gateway.example.com/anthropic"),
        ("HTTP://Host", "HTTP://Host"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://bücher.example", "http://bücher.example"),
    ],
)
def test_the_address_is_the_one_of_the_server(given: str, expected: str) -> None:
    assert normalised(given) == expected
    assert RunConfig(base_url=given).base_url == expected


FAULTY = {
    "localhost:8080": "does not begin with http",
    "127.0.0.1:8080": "does not begin with http|is no address",
    "ftp://host": "does not begin with http",
    "http:/host": "does not begin with http",
    "http://": "names no host",
    "http://:8080": "names no host",
    "http://my host": "has a blank",
    "http://host:80 80": "has a blank",
    "http://host:eighty": "is no address",
    "http://host:99999": "is no address",
    "http://host:0": "names no port",
    "http://host:": "names no port",
    "http://ho<st": "names no host",
    "http://[::1": "is no address",
    "http://host/?key=1": "goes on after its path",
    "http://host/#here": "goes on after its path",
    "http://me:secret@host": "no user and password",
}


@pytest.mark.parametrize("given", FAULTY)
def test_a_faulty_address_is_refused_before_anything_starts(given: str) -> None:
    with pytest.raises(ConfigError, match=FAULTY[given]) as caught:
        load_config(None, {"base_url": given})
    assert "--base-url" in str(caught.value)
    with pytest.raises(ConfigError, match=FAULTY[given]) as caught:
        resolve(RunConfig(), {"ANTHROPIC_BASE_URL": given})
    assert "ANTHROPIC_BASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_address_that_is_sent_to_is_that_of_the_config(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which stands in the cache key; the environment counts where the config says nothing."""
    environ = {"ANTHROPIC_BASE_URL": "http://of.the.environment"}
    assert resolve(RunConfig(base_url="http://of.the.file/v1"), environ).base_url == "http://of.the.file"
    assert resolve(RunConfig(), environ).base_url == "http://of.the.environment"
    with FakeApi() as other, FakeApi() as api:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", other.url)
        asyncio.run(ask(api.url))
        assert (api.requests, other.requests) == (1, 0)


async def test_the_vendor_is_the_vendor_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeApi() as api:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
        async with AnthropicModel(base_url="", api_key="k", budget=Budget()) as model:
            assert str(model.api.client.base_url) == "https://api.anthropic.com"


@pytest.mark.parametrize(
    ("address", "expected"),
    [("http://localhost:1", True), ("http://127.0.0.2", True), ("http://[::1]:1", True), ("http://127.0.0.1.example", False)],
)  # fmt: skip
def test_loopback(address: str, expected: bool) -> None:
    assert is_loopback(address) == expected


# Connections that fail


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_refused() -> None:
    notices: list[str] = []
    port = free_port()
    with pytest.raises(ModelUnavailable, match=rf"127.0.0.1:{port} refuses connections \(is the server running\?\)"):
        await ask(f"http://127.0.0.1:{port}", notices=notices)
    assert len(notices) == 1, "it is said while there are attempts left, once"


async def test_localhost_refused_on_all_its_addresses() -> None:
    with pytest.raises(ModelUnavailable, match="refuses connections"):
        await ask(f"http://localhost:{free_port()}")


async def test_no_such_name() -> None:
    with pytest.raises(ModelUnavailable, match=r"the name nonesuch\.invalid could not be resolved \(DNS\)"):
        await ask("http://nonesuch.invalid")


async def test_no_connection_in_time() -> None:
    with ExitStack() as stack:
        full, *fillers = [stack.enter_context(socket.socket()) for _ in range(5)]
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for filler in fillers:  # the queue of a server that accepts nobody
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        with pytest.raises(ModelUnavailable, match=r"no connection to 127.0.0.1:\d+ in time"):
            await ask(f"http://127.0.0.1:{full.getsockname()[1]}", seconds=1)


@asynccontextmanager
async def https(folder: Path) -> AsyncIterator[tuple[str, Path]]:
    """A Messages server with a certificate that nobody knows: its address, and the file of the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key_file)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        body = json.dumps({"content": "pong"}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", file


async def test_an_unknown_certificate_is_said_at_once_and_ssl_cert_file_counts_on_loopback_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with https(tmp_path) as (address, file):
        with pytest.raises(FatalModelError, match=r"certificate of 127.0.0.1:\d+ is not trusted .*set SSL_CERT_FILE"):
            await ask(address)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert (await ask(address)).text == "pong"


async def test_https_to_a_server_that_speaks_http_only() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        with pytest.raises(FatalModelError, match="does it speak http:// only"):
            await ask(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")


def test_a_certificate_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with pytest.raises(ConfigError, match=r"/nowhere/ca\.pem, which can't be used: .*No such file"):
        check_credentials("http://localhost:8080")


# Proxies


@pytest.mark.parametrize("proxy", ["socks9://127.0.0.1:1", "nonsense://x", "http://[::1"])
def test_an_unusable_proxy_is_one_sentence(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(ConfigError, match=r"^The proxy of the environment \(ALL_PROXY\) can't be used.*NO_PROXY\.$"):
        check_credentials("https://api.example.test", "sk-secret")
    check_credentials("http://localhost:8080")


async def test_a_socks_proxy_works(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(3)
        writer.write(b"\5\0")
        head = await reader.readexactly(5)
        asked_for.append(await reader.readexactly(head[4]))
        await reader.readexactly(2)
        writer.write(b"\5\0\0\1\0\0\0\0\0\0")
        there, back = await asyncio.open_connection("127.0.0.1", int(api.url.rpartition(":")[2]))
        back.write(await reader.read(100_000))
        writer.write(await there.read(100_000))
        await writer.drain()
        writer.close()
        back.close()

    with FakeApi() as api:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            monkeypatch.setenv("ALL_PROXY", f"socks5h://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            assert (await ask("http://api.example.test")).text == "pong"
    assert asked_for == [b"api.example.test"]
