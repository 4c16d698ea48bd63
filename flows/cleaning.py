"""Old runs of our flows on the Prefect server, with their task runs, logs and artifacts."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from prefect import get_client
from prefect.client.schemas.filters import ArtifactFilter, FlowFilter, FlowRunFilter

FLOWS = ["optimize", "round", "approval", "evaluate", "calibrate", "compare"]
PAGE = 100
"""Flow runs that the server is asked for at once."""


async def old_flow_runs(before: datetime) -> AsyncIterator[UUID]:
    """Of those that ended before then."""
    ended = FlowRunFilter.model_validate({"end_time": {"before_": before}})
    ours = FlowFilter.model_validate({"name": {"any_": FLOWS}})
    offset = 0
    async with get_client() as client:
        while found := await client.read_flow_runs(flow_filter=ours, flow_run_filter=ended, limit=PAGE, offset=offset):
            offset += len(found)
            for run in found:
                yield run.id


async def delete(flow_run: UUID) -> None:
    """The server deletes task runs and logs with it."""
    made = ArtifactFilter.model_validate({"flow_run_id": {"any_": [flow_run]}})
    async with get_client() as client:
        for artifact in await client.read_artifacts(artifact_filter=made):
            await client.delete_artifact(artifact.id)
        await client.delete_flow_run(flow_run)
