"""What the commands share: flags of settings, the two consoles, and how a flow is run."""

import inspect
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from pydantic import ValidationError
from typer.core import TyperCommand, TyperGroup

from self_harness.cli.console import Console, write_json
from self_harness.config import SECTIONS, RunConfig, resolve
from self_harness.config_sources import flag, load_config, variable
from self_harness.errors import ConfigError, Interrupted, in_words

out = Console()
err = Console(stderr=True)

Command = Callable[..., None]
KEYWORD_ONLY = inspect.Parameter.KEYWORD_ONLY
TYPES = {int: "INT", float: "NUMBER", Path: "FILE"}


def help_of(name: str) -> str:
    """The setting's docstring, with its default."""
    field = RunConfig.model_fields[name]
    text = " ".join((field.description or "").split())
    if field.default in (None, "", False):
        return text
    return f"{text} [{field.default:g}]" if isinstance(field.default, float) else f"{text} [{field.default}]"


def type_of(name: str) -> str:
    """The setting's type as the help shows it, such as INT or auto|docker|local; "" for a switch."""
    annotation = RunConfig.model_fields[name].annotation
    if annotation is bool:
        return ""
    if get_origin(annotation) is Literal:
        return "|".join(get_args(annotation))
    return TYPES.get((get_args(annotation) or (annotation,))[0], "TEXT")


def option(name: str, **more: Any) -> Any:
    """The setting as an option of a command. The value is text: RunConfig checks it, so that a wrong one is reported in
    the same words wherever it comes from."""
    names = f"{flag(name)}/--no-{flag(name)[2:]}" if not type_of(name) else flag(name)
    return typer.Option(names, help=help_of(name), metavar=type_of(name) or None, show_default=False, **more)


ConfigFile = Annotated[Path | None, typer.Option(metavar="FILE", help="TOML file with settings, by their names.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, progress on standard error.")]
Run = Annotated[str, typer.Argument(help="A run's id or folder, or 'last'.")]
Out = Annotated[Path, option("out", envvar=variable("out"))]
Problems = Annotated[str | None, option("problems")]
Model = Annotated[str | None, option("model")]


def with_settings(*names: str) -> Callable[[Command], Command]:
    """Replaces the command's parameter `settings` by a flag for each of these settings and by --config. The command gets
    the RunConfig that flags, environment and file make."""

    def decorate(command: Command) -> Command:
        def run(**given: Any) -> None:
            flags = {name: given.pop(name) for name in names}
            command(settings=load_config(given.pop("config"), flags), **given)

        own = [each for each in inspect.signature(command).parameters.values() if each.name != "settings"]
        options = {"config": ConfigFile} | {
            name: Annotated[str | None if type_of(name) else bool | None, option(name, rich_help_panel=section.__doc__)]
            for section in SECTIONS
            for name in section.model_fields
            if name in names
        }
        flags = [inspect.Parameter(name, KEYWORD_ONLY, default=None, annotation=each) for name, each in options.items()]
        parameters = [*(each.replace(kind=KEYWORD_ONLY) for each in own), *flags]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        return run

    return decorate


class Overview(TyperGroup):
    """The commands alone: their help fits a small terminal."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        self.format_commands(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """A wrong value of an option is reported in the words in which one of a setting is."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            name = error.param.opts[-1] if error.param else "A value"
            raise ConfigError(f"{name}: {in_words(error.__cause__.errors()[0])}") from error


class SectionedCommand(TyperCommand):
    """A command whose help has one section for each group of settings."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                title = getattr(parameter, "rich_help_panel", None) or parameter.param_type_name.capitalize() + "s"
                sections.setdefault(title, []).append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records, col_max=26)


def in_workflow(
    work: Callable[[], Any], console: Console, settings: RunConfig, resume: Path | None = None, is_run: bool = False
) -> Any:
    """Runs a flow with the progress display, on the Prefect server that is set up or on our own. What the flow needs is
    checked before a server is started. is_run: it is the search for a better harness."""
    from flows.preconditions import check, check_prefect_home, check_resumed, check_run

    if resume:
        check_resumed(resume, settings)
    else:
        (check_run if is_run else check)(resolve(settings))
    check_prefect_home()
    from flows.server import server
    from self_harness.report.progress import Display

    with interruptible(), Display(console) as display, server(display.line):
        from tasks import stopping
        from tasks.runtime import listener

        listener.set(display)
        return stopping.run(work)


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C and SIGTERM end the block with Interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("Interrupted.") from None


def find_harness(name: str, folder: Path) -> Any:
    from self_harness import harness as harnesses
    from self_harness.record.log import RunFolder, find_run

    if Path(name).is_file():
        return harnesses.load(Path(name))
    return RunFolder(find_run(name, folder, "harness")).harness()


def print_json(value: Any) -> None:
    write_json(value)


def print_line(value: dict[str, Any]) -> None:
    write_json(value, indent=None)
