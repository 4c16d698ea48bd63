"""`self-harness serve`: the deployments on a single machine, in one process."""

import os

from self_harness.cli.console import Console
from self_harness.errors import Interrupted

out = Console()
err = Console(stderr=True)


def serve() -> None:
    """Serve the deployments from this machine, until Ctrl-C or SIGTERM."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")  # what runs log is all that one sees of them,
    os.environ.setdefault("PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL", "WARNING")  # but not each attempt's states
    from flows.deployments import serve
    from flows.server import server
    from tasks import stopping

    with server(err.print) as api:
        out.print(f"Prefect UI: {api.removesuffix('/api')}/deployments   (Ctrl-C ends it)", highlight=False)
        try:
            stopping.run(serve, stopping.end_children)
        except KeyboardInterrupt:
            raise Interrupted("Interrupted.") from None
