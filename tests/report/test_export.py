"""Exports: what comes out is the harness, whatever its text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.harness import BLOCKS, START, Harness
from self_harness.report.export import BEGIN, END, Source, render
from tests.fake_api import FakeApi

NASTY = [
    "quotes \" and ' and \"\"\" and '''",
    "backslashes \\ \\n \\",
    "two\nlines\n\nand a blank one",
    "carriage\rreturn, form\x0cfeed, nul \x00, line \u2028 separator, \x85",
    "{braces} %s $x {0!r}",
    "é, 漢字, 🙂, \ufeff, \u202e",
    "# -*- coding: latin-1 -*-",
    "",
]


RUN = Source("run r1", "claude-x")


def program(harness: Harness, source: Source = RUN) -> dict[str, Any]:
    """The names that the exported Python program defines, after a trip through a file's bytes."""
    names: dict[str, Any] = {}
    exec(compile(render(harness, "python", source).encode(), "exported.py", "exec"), names)
    return names


@pytest.mark.parametrize("text", NASTY)
def test_the_program_holds_any_text(text: str) -> None:
    harness = Harness(role=text, checklist=text)
    assert program(harness)["SYSTEM_PROMPT"] == harness.system_prompt


@given(st.builds(Harness, **{name: st.text() for name in BLOCKS}), st.text(), st.text())
def test_the_program_holds_every_text_and_source(harness: Harness, name: str, model: str) -> None:
    assert program(harness, Source(name, model))["SYSTEM_PROMPT"] == harness.system_prompt


def test_the_program_asks_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[dict[str, Any]] = []

    def answer(body: dict[str, Any], headers: object) -> str:
        received.append(body)
        return "the answer"

    with FakeApi(answer) as api:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
        names = program(START)
        assert names["ask"]("Write add(a, b).") == "the answer"
    (body,) = received
    assert (body["system"], body["model"], body["max_tokens"]) == (START.system_prompt, "claude-x", 1024)
    assert body["messages"] == [{"role": "user", "content": "Write add(a, b)."}]
    assert body["temperature"] == 0.2


def test_the_program_names_a_real_model() -> None:
    simulated = render(START, "python", Source("run r1", "simulated"))
    assert "claude-haiku" in simulated
    assert "simulated model, so untried with a real one" in simulated
    assert f"System prompt {START.fingerprint} from Self-Harness: run r1" in simulated


def test_the_program_is_readable() -> None:
    text = render(Harness(role="One.\nTwo."), "python", Source("run r1"))
    assert "SYSTEM_PROMPT = (\n    'One.\\n'\n    'Two.'\n)\n" in text


@pytest.mark.parametrize("text", [*NASTY, f"{END} and {BEGIN}", "<!-- self-harness:end -->" * 3])
def test_the_section_has_one_begin_and_one_end(text: str) -> None:
    section = render(Harness(role="You are Ada.", checklist=text), "agents", Source("run -->\n" + END, "claude--x"))
    assert section.startswith(BEGIN + "\n")
    assert section.endswith(END + "\n")
    assert (section.count(BEGIN), section.count(END)) == (1, 1)
    comment = section.splitlines()[1]
    assert (comment.startswith("<!-- Harness "), comment.count("-->"), comment.endswith("-->")) == (True, 1, True)
    assert "You are Ada." in section


def test_the_section_holds_the_prompt_and_where_it_came_from() -> None:
    section = render(START, "agents", Source("champion of contracts, entry 3", "claude-x"))
    assert f"\n\n{START.system_prompt}\n\n{END}\n" in section
    assert f"Harness {START.fingerprint} from Self-Harness: champion of contracts, entry 3, for claude-x." in section


def test_text_and_json_are_the_harness_itself() -> None:
    source = Source("run r1")
    assert render(START, "text", source) == START.system_prompt + "\n"
    assert Harness.model_validate_json(render(START, "json", source)) == START
