"""Old flow runs on the Prefect server whose records are in one folder, with their task runs, logs and artifacts."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from prefect import get_client
from prefect.client.schemas.filters import ArtifactFilter, FlowRunFilter
from prefect.client.schemas.objects import FlowRun

from flows.tags import folder_tag

PAGE = 100
"""Flow runs that the server is asked for at once."""


async def old_flow_runs(out: Path, before: datetime) -> AsyncIterator[FlowRun]:
    """Of those with records in this folder, the ones that ended before then."""
    wanted = FlowRunFilter.model_validate({"end_time": {"before_": before}, "tags": {"all_": [folder_tag(out)]}})
    offset = 0
    async with get_client() as client:
        while found := await client.read_flow_runs(flow_run_filter=wanted, limit=PAGE, offset=offset):
            offset += len(found)
            for run in found:
                yield run


async def delete(flow_run: UUID) -> None:
    """The server deletes task runs and logs with it."""
    made = ArtifactFilter.model_validate({"flow_run_id": {"any_": [flow_run]}})
    async with get_client() as client:
        for artifact in await client.read_artifacts(artifact_filter=made):
            await client.delete_artifact(artifact.id)
        await client.delete_flow_run(flow_run)
