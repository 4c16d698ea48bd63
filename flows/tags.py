"""Whose a flow run is, as tags in Prefect: its suite, its model, and the folder where its records are."""

from pathlib import Path

from prefect import get_client
from prefect.runtime import flow_run

from self_harness.config import SIMULATED, RunConfig


def folder_tag(out: Path | str) -> str:
    """The tag of all flow runs whose records are in this folder."""
    return f"runs:{Path(out).resolve()}"


async def tag(config: RunConfig, suite: str, name: str | None = None) -> None:
    """Of the flow run that it is called in. name: what to call it."""
    tags = {f"suite:{suite}", f"model:{config.model}", folder_tag(config.out)}
    if config.model == SIMULATED:
        tags.add("simulated")
    async with get_client() as client:
        await client.update_flow_run(flow_run.id, name=name, tags=[*{*flow_run.tags, *tags}])


async def inherit_tags() -> None:
    """Gives the subflow that it is called in the tags of the flow run that it is a part of."""
    if parent := flow_run.parent_flow_run_id:
        async with get_client() as client:
            tags = (await client.read_flow_run(parent)).tags
            await client.update_flow_run(flow_run.id, tags=tags)
