"""What the commands share: options, the two consoles, and how a flow is run."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from self_harness.cli.console import Console, write_json
from self_harness.errors import ConfigError, Interrupted

out = Console()
err = Console(stderr=True)


class GateName(StrEnum):
    sequential = "sequential"
    strict = "strict"


class SandboxName(StrEnum):
    auto = "auto"
    docker = "docker"
    local = "local"


Problems = Annotated[str | None, typer.Option(help="Folder of problem folders, or a bundled suite.  \\[contracts]")]
Model = Annotated[
    str | None, typer.Option(help="Model name, or 'simulated'.  \\[the article's model with a key, else simulated]")
]
Trials = Annotated[int | None, typer.Option(help="Attempts at each problem in an evaluation.  [1]")]
Seed = Annotated[int | None, typer.Option(help="Another seed draws other splits and other answers.  [42]")]
SandboxOption = Annotated[SandboxName | None, typer.Option(help="Where answers run.  \\[auto]")]
Concurrency = Annotated[int | None, typer.Option(help="Model calls in flight at once.  [16]")]
MaxCost = Annotated[float | None, typer.Option(help="Dollars that the run may cost.")]
MaxCalls = Annotated[int | None, typer.Option(help="Model calls that the run may make.")]
MaxMinutes = Annotated[float | None, typer.Option(help="Minutes that the run may take.")]
Batch = Annotated[
    bool | None, typer.Option("--batch/--no-batch", help="Send whole evaluations as batches: half the price, but slow.")
]
Prices = Annotated[Path | None, typer.Option(help="TOML file of prices that go before the built-in ones.")]
PriceOption = Annotated[str | None, typer.Option(help="Dollars per million tokens in and out, such as 1/5.")]
Out = Annotated[Path, typer.Option("--out", help="Folder of the run folders.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="TOML file with settings.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, progress on standard error.")]
Run = Annotated[str, typer.Argument(help="A run's id or folder, or 'last'.")]


def in_workflow(work: Callable[[], Any], console: Console) -> Any:
    """Runs a flow with the progress display, on the Prefect server that is set up or on our own."""
    from flows.server import server
    from self_harness.report.progress import Display

    with Display(console) as display, server(display.line):
        from tasks.runtime import listener

        listener.set(display)
        with interruptible():
            return asyncio.run(work())


@contextmanager
def interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("Interrupted.") from None


def settings_of(file: Path | None, **flags: Any) -> Any:
    from self_harness.config import load_config

    return load_config(
        file, {name: value.value if isinstance(value, StrEnum) else value for name, value in flags.items()}
    )


def find_harness(name: str, folder: Path) -> Any:
    from self_harness import harness as harnesses
    from self_harness.record.ledger import RunFolder, find_run

    if Path(name).is_file():
        return harnesses.load(Path(name))
    return RunFolder(find_run(name, folder)).harness()


def read_text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start})") from None


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None


def print_json(value: Any) -> None:
    write_json(value)


def print_line(value: dict[str, Any]) -> None:
    write_json(value, indent=None)
