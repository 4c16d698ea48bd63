"""Where answers run. `open_sandbox` gives a disposable Docker container for each, or the labelled local fallback."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from sandbox.local import LocalSandbox
from sandbox.pool import DockerSandbox, engine_trouble
from self_harness.attempt import Sandbox
from self_harness.config import SandboxKind
from self_harness.errors import ConfigError, SandboxError

__all__ = ["open_sandbox"]


def open_sandbox(
    kind: SandboxKind,
    *,
    simulated: bool,
    concurrency: int,
    on_notice: Callable[[str], None],
    runtime: str | None = None,
    reuse: int = 1,
) -> AbstractAsyncContextManager[Sandbox]:
    """The sandbox of this kind, to be entered. `auto` is Docker if an engine answers.

    Args:
        simulated: answers come from the simulated model, which is harmless: then `auto` falls back to `local` where no
            engine answers or it can't get the image.
        concurrency: most answers at once; fewer run at once where there are fewer cores.
        on_notice: told what takes time (building the image) or is worse than asked for (no isolation).
        runtime: the OCI runtime of the containers, such as gVisor's "runsc"; None for the engine's default.
        reuse: how many answers a container serves, one after another; 1 makes it disposable. Locally each answer has
            processes of its own in any case.

    Raises:
        ConfigError: there is no engine, and running a real model's code without one was not asked for; on entry: the
            engine doesn't know this runtime.
        SandboxError: on entry: the engine can't get the image.
    """
    if kind == "local" and runtime:
        raise ConfigError(f"the runtime {runtime!r} is one for containers, and the local sandbox has none")
    if kind == "local":
        return LocalSandbox(concurrency=concurrency)
    trouble = engine_trouble()
    isolated = DockerSandbox(concurrency=concurrency, on_notice=on_notice, runtime=runtime, reuse=reuse)
    if kind == "auto" and simulated and not runtime:
        return _isolated_if_possible(isolated, LocalSandbox(concurrency=concurrency), trouble, on_notice)
    if not trouble:
        return isolated
    raise ConfigError(
        f"{trouble}\nAnswers run in Docker containers: install Docker (docs.docker.com/get-docker), start it, and see "
        "that `docker info` works for this user; a remote or rootless engine is named by DOCKER_HOST.\n"
        "Or accept that a model's code runs on this machine, not isolated: --sandbox local"
    )


@asynccontextmanager
async def _isolated_if_possible(
    isolated: DockerSandbox, local: LocalSandbox, trouble: str, on_notice: Callable[[str], None]
) -> AsyncIterator[Sandbox]:
    async with AsyncExitStack() as stack:
        sandbox: Sandbox = local
        try:
            if not trouble:
                sandbox = await stack.enter_async_context(isolated)
        except SandboxError as error:
            trouble = str(error).splitlines()[0]
        if trouble:
            on_notice(f"Answers of the simulated model run locally, not isolated ({trouble}).")
        yield sandbox
