"""Where answers run. `open_sandbox` gives a disposable Docker container for each, or the labelled local fallback."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from sandbox.engine import engine_trouble
from sandbox.local import LocalSandbox
from sandbox.pool import DockerSandbox
from self_harness.attempt import Sandbox
from self_harness.config import SandboxKind
from self_harness.errors import ConfigError

__all__ = ["open_sandbox"]


def open_sandbox(
    kind: SandboxKind,
    *,
    simulated: bool,
    concurrency: int,
    on_notice: Callable[[str], None],
    runtime: str | None = None,
    reuse: int = 1,
    dask_address: str = "",
) -> AbstractAsyncContextManager[Sandbox]:
    """The sandbox of this kind, to be entered.

    Args:
        kind: `auto` is `local` for the simulated model and `docker` for any other.
        simulated: answers come from the simulated model: they are the suite's own references and bugs, so that they need
            no isolation, no engine and no image.
        concurrency: most answers at once; fewer run at once where there are fewer cores.
        on_notice: told what takes time (building the image) or is worse than asked for (no isolation).
        runtime: the OCI runtime of the containers, such as gVisor's "runsc"; None for the engine's default.
        reuse: how many answers a container serves, one after another; 1 makes it disposable. Locally each answer has
            processes of its own in any case.
        dask_address: of the Dask scheduler; "" for a cluster on this machine.

    Raises:
        ConfigError: there is no engine, and running a real model's code without one was not asked for; on entry: the
            engine doesn't know this runtime.
        SandboxError: on entry: the engine can't get the image.
    """
    if kind == "local" and runtime:
        raise ConfigError(f"the runtime {runtime!r} is one for containers, and the local sandbox has none")
    if kind == "local" or (kind == "auto" and simulated and not runtime):
        return LocalSandbox(concurrency=concurrency)
    if kind == "dask":
        from sandbox.cluster import DaskSandbox
        from sandbox.cluster_worker import Containers

        return DaskSandbox(
            dask_address, Containers(runtime=runtime, reuse=reuse), concurrency=concurrency, on_notice=on_notice
        )
    if dask_address:
        raise ConfigError(f"the Dask scheduler {dask_address} is of use to --sandbox dask only")
    if not (trouble := engine_trouble()):
        return DockerSandbox(concurrency=concurrency, on_notice=on_notice, runtime=runtime, reuse=reuse)
    raise ConfigError(
        f"{trouble}\nAnswers run in Docker containers: install Docker (docs.docker.com/get-docker), start it, and see "
        "that `docker info` works for this user; a remote or rootless engine is named by DOCKER_HOST.\n"
        "Or accept that a model's code runs on this machine, not isolated: --sandbox local"
    )
