"""`self-harness serve`: the deployments on a single machine, in one process."""

import asyncio
import os

from rich.console import Console

from self_harness.errors import Interrupted

out = Console()
err = Console(stderr=True)


def serve() -> None:
    """Serve the deployments from this machine, until Ctrl-C."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")  # what runs log is all that one sees of them,
    os.environ.setdefault("PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL", "WARNING")  # but not each attempt's states
    from flows.deployments import serve
    from flows.server import server

    with server(err.print) as api:
        out.print(f"Prefect UI: {api.removesuffix('/api')}/deployments   (Ctrl-C ends it)", highlight=False)
        try:
            asyncio.run(serve())
        except KeyboardInterrupt:
            raise Interrupted("Interrupted.") from None
