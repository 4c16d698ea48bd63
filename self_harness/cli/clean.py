"""`self-harness clean`: what runs have left behind, after some time."""

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from self_harness.cli.console import Console
from self_harness.cli.options import Out
from self_harness.errors import ConfigError

WHOSE = ("suite:", "model:", "team:")
"""Tags that say whose a flow run is."""
out = Console()
err = Console(stderr=True)


def clean(
    keep: Annotated[str, typer.Option(metavar="DAYS", help="What is younger stays, such as 30d.")] = "30d",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
    out_: Out = Path("runs"),
) -> None:
    """Remove old runs, stored replies, flow runs and images.

    The newest run of each suite with each model stays, and so do the champions. A repeated run pays anew for replies that
    were removed. Flow runs are those on the Prefect server whose records are in the folder of the runs. Images are those of
    this machine, whatever folder their runs are in.
    """
    if not (given := re.fullmatch(r"(\d+)d", keep)):
        raise ConfigError(f"--keep is {keep!r}: give a number of days, such as 30d.")
    before = datetime.now(UTC) - timedelta(days=int(given[1]))
    done = "would be removed" if dry_run else "removed"
    _say(f"Not touched since {before:%Y-%m-%d %H:%M} UTC, {done}:")
    _runs(out_, before, dry_run)
    _entries(out_, before, dry_run)
    _flow_runs(out_, before, dry_run)
    _images(before, dry_run)


def _runs(folder: Path, before: datetime, dry_run: bool) -> None:
    from self_harness.record.cleaning import old_runs, size
    from self_harness.record.ledger import Ledger

    removed = total = 0
    for run in old_runs(folder, before):
        total += size(run.path)
        removed += 1
        if not dry_run:
            Ledger(run.path).discard()
    _say(f"  {removed} runs, {_megabytes(total)}")


def _entries(folder: Path, before: datetime, dry_run: bool) -> None:
    from self_harness.record.cleaning import old_entries, size

    removed = total = 0
    for entry in old_entries(folder, before):
        total += size(entry)
        removed += 1
        if not dry_run:
            entry.unlink()
    _say(f"  {removed} stored replies, verdicts and results, {_megabytes(total)}")


def _flow_runs(folder: Path, before: datetime, dry_run: bool) -> None:
    from flows.server import server

    with server(err.print):
        from flows.cleaning import delete, old_flow_runs

        async def work() -> Counter[str]:
            found = [each async for each in old_flow_runs(folder, before)]
            for each in [] if dry_run else found:
                await delete(each.id)
            return Counter(" ".join(tag for tag in sorted(each.tags) if tag.startswith(WHOSE)) for each in found)

        found = asyncio.run(work())
        whose = "".join(f"\n    {count} {tags}" for tags, count in sorted(found.items()))
        _say(f"  {found.total()} flow runs of Prefect's, with their logs and artifacts{whose}")


def _images(before: datetime, dry_run: bool, **repository: str) -> None:
    from sandbox.engine import engine_trouble
    from sandbox.image import engine_errors, old_images

    if engine_trouble():
        return
    import docker

    with engine_errors("can't remove old images"):
        client = docker.from_env()
        old = old_images(client, before, **repository)
        for image in [] if dry_run else old:
            for tag in image.tags:
                client.images.remove(tag)
        _say(f"  {len(old)} images, {_megabytes(sum(int(image.attrs['Size']) for image in old))} with what they share")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"


def _say(text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)
