"""The deployments of deploy/prefect.yaml, served by this process instead of a work pool's worker."""

from importlib import import_module
from typing import Any

from prefect import Flow, aserve
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from ruamel.yaml import YAML

from self_harness.files import PROJECT


async def serve() -> None:
    """Runs what is scheduled and what is asked for, until it is cancelled; schedules rest from then on."""
    entries = YAML(typ="safe").load(PROJECT / "deploy" / "prefect.yaml")["deployments"]
    await aserve(*[await _deployment(entry) for entry in entries], print_starting_message=False)


async def _deployment(entry: dict[str, Any]) -> RunnerDeployment:
    module, name = entry["entrypoint"].split(":")
    flow: Flow[..., Any] = getattr(import_module(module), name)
    limit = entry.get("concurrency_limit")
    return await flow.ato_deployment(
        entry["name"],
        description=entry["description"],
        parameters=entry["parameters"],
        schedules=[Cron(item["cron"], timezone=item["timezone"]) for item in entry.get("schedules", [])],
        concurrency_limit=limit and ConcurrencyLimitConfig(**limit),
        entrypoint_type=EntrypointType.MODULE_PATH,  # runs happen in the folder where this process is
    )
