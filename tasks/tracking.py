"""Runs in MLflow, where the environment names a server. Nothing depends on it."""

import asyncio
import os

from self_harness.record.log import RunFolder


async def tracked(run: RunFolder) -> str:
    """Logs the run, if MLFLOW_TRACKING_URI is set. Returns what went wrong, in one sentence."""
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        return ""
    try:
        from self_harness.report.mlflow import log_run

        await asyncio.to_thread(log_run, run)
    except ImportError:
        return "MLFLOW_TRACKING_URI is set, but MLflow is not installed: pip install 'self-harness[mlflow]'."
    except Exception as error:  # whatever goes wrong in a display must not cost a night's work
        return f"The run could not be logged to MLflow: {error}"
    return ""
