"""The image: built on first use, named by its content, so that a changed runner or base is rebuilt by itself."""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from docker import DockerClient
from docker.auth import AuthConfig
from docker.errors import BuildError, DockerException, ImageNotFound
from docker.models.images import Image
from requests.exceptions import RequestException, Timeout
from urllib3.exceptions import ReadTimeoutError

from self_harness.errors import SandboxError

ENGINE_TIMEOUT = int(os.environ.get("SELF_HARNESS_ENGINE_TIMEOUT") or 20)
"""Seconds that an engine has to answer a request."""
REPOSITORY = "self-harness-sandbox"
RUNNER = Path(__file__).parent / "runner"
DOCKERFILE = Path(__file__).parent / "Dockerfile"


def base_image() -> str:
    return os.environ.get("SELF_HARNESS_BASE_IMAGE", "python:3.12-slim")


def runner_files() -> dict[str, bytes]:
    """Path in the build context -> content of each of the runner's source files."""
    return {f"runner/{path.relative_to(RUNNER)}": path.read_bytes() for path in sorted(RUNNER.rglob("*.py"))}


def fingerprint(parts: dict[str, bytes]) -> str:
    """12 hex digits that identify names and contents."""
    digest = hashlib.sha256()
    for name, content in parts.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def ensure_image(client: DockerClient, on_notice: Callable[[str], None]) -> str:
    """The tag of the image for the present runner, Dockerfile and base; built if the engine doesn't have it.

    Safe in several processes at once: they build the same content under the same tag.

    Raises:
        SandboxError: no engine, the base can't be pulled, or the build failed.
    """
    base = base_image()
    with engine_errors("can't build the sandbox image"):
        files = {"Dockerfile": DOCKERFILE.read_bytes()} | runner_files()
        tag = f"{REPOSITORY}:" + fingerprint(files | {"base": _base_id(client, base, on_notice).encode()})
        try:
            client.images.get(tag)
        except ImageNotFound:
            on_notice(f"building the sandbox image {tag} from {base} (once, about ten seconds)")
            api: Any = client.api
            credentials = api._auth_configs  # of no use here, and to fetch them may fail; empty ones are read anew
            api._auth_configs = AuthConfig({"auths": {"none.invalid": {}}})
            try:
                client.images.build(
                    fileobj=_context(files),
                    custom_context=True,
                    tag=tag,
                    buildargs={"BASE_IMAGE": base},
                    network_mode="none",
                    use_config_proxy=False,
                    rm=True,
                    forcerm=True,
                )
            finally:
                api._auth_configs = credentials
    return tag


def old_images(client: DockerClient, before: datetime, repository: str = REPOSITORY) -> list[Image]:
    """Those made before then, without the newest of all: each change of the runner or its base made one."""
    images = sorted(client.images.list(repository), key=made)
    return [image for image in images[:-1] if made(image) < before]


def made(image: Image) -> datetime:
    return datetime.fromisoformat(str(image.attrs["Created"]))


@contextmanager
def engine_errors(failure: str) -> Iterator[None]:
    """Turn whatever an engine's absence or refusal raises into a SandboxError that starts with `failure`."""
    try:
        yield
    except BuildError as error:
        log = "".join(line.get("stream", "") for line in error.build_log)
        raise SandboxError(f"{failure}: {error}\n{log[-2000:]}") from error
    except (DockerException, RequestException, OSError) as error:
        raise SandboxError(f"{failure}: {HANGS if is_timeout(error) else error}") from error


HANGS = (
    f"the Docker engine does not answer within {ENGINE_TIMEOUT} s: it is slow or hangs. If `docker info` hangs as well, "
    "restart the engine; if it is only slow, raise SELF_HARNESS_ENGINE_TIMEOUT (seconds) or lower the concurrency"
)


def is_timeout(error: BaseException | None) -> bool:
    """Whether nobody answered in time, as against: nobody is there."""
    while error and not isinstance(error, (Timeout, TimeoutError, ReadTimeoutError)):
        error = error.__cause__ or error.__context__
    return error is not None


def _base_id(client: DockerClient, base: str, on_notice: Callable[[str], None]) -> str:
    try:
        return str(client.images.get(base).id)
    except ImageNotFound:
        on_notice(f"pulling the base image {base} (once)")
    try:
        return str(client.images.pull(base).id)
    except (DockerException, RequestException) as error:
        raise SandboxError(
            f"can't pull the base image {base}: {error}\n"
            "Check the engine's network, or set SELF_HARNESS_BASE_IMAGE to a local image that has python3 on its PATH.\n"
            "Or accept that answers run on this machine, not isolated: --sandbox local"
        ) from error


def _context(files: dict[str, bytes]) -> io.BytesIO:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o644
            tar.addfile(entry, io.BytesIO(content))
    buffer.seek(0)
    return buffer
