"""`self-harness approvals` and `self-harness approve`: a person's answers to what runs ask."""

import asyncio
from typing import Annotated

import typer
from rich.markdown import Markdown

from self_harness.cli.console import Console
from self_harness.errors import ConfigError

out = Console()
err = Console(stderr=True)


def approvals() -> None:
    """Show what waits for a person's approval."""
    from flows.approval import waiting
    from flows.server import server

    with server(err.print):
        questions = asyncio.run(waiting())
    for question in questions:
        out.rule(f"{question.key}, open until {question.until:%Y-%m-%d %H:%M %Z}")
        out.print(Markdown(question.text))
    out.print(
        "answer with `self-harness approve [--reject] [--comment TEXT]`" if questions else "Nothing waits.", style="dim"
    )


def approve(
    which: Annotated[
        str, typer.Argument(metavar="RUN", help="Id of the run that asks, where more than one does.")
    ] = "",
    reject: Annotated[bool, typer.Option("--reject", help="Leave deployed what is there.")] = False,
    comment: Annotated[str, typer.Option(help="Why, for the history.")] = "",
    by: Annotated[str, typer.Option(help="Who answers, for the history. [the user's name]")] = "",
) -> None:
    """Answer a run that asks for approval of its harness."""
    from flows.approval import Answer, answer, waiting
    from flows.server import server
    from self_harness.cli.champion import person

    async def work() -> str:
        questions = await waiting()
        found = [item for item in questions if item.key.startswith(which) or str(item.id) == which]
        if len(found) != 1:
            names = ", ".join(sorted(question.key for question in found or questions)) or "nothing"
            raise ConfigError(f"{'More than one question' if found else 'Nothing that waits'} fits; waiting: {names}.")
        await answer(found[0].id, Answer(approve=not reject, by=by or person(), comment=comment))
        return found[0].key

    with server(err.print):
        key = asyncio.run(work())
    out.print(f"{key}: {'rejected' if reject else 'approved'}", highlight=False)
