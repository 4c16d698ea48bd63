"""`optimize` and `compare` as a user writes them: the page of the documentation, and a notebook's cells."""

import asyncio
import csv
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from self_harness import compare, optimize
from self_harness.concurrency import in_thread
from self_harness.errors import ConfigError
from self_harness.files import PROJECT
from self_harness.gate.compare import CompareResult
from self_harness.suite.problem import find_suite, load_suite
from tests.fake_api import FakeApi

LABELS = {problem.prompt: problem.solution or "" for problem in load_suite(find_suite("tickets")).problems}
ROWS = list(LABELS.items())
HINT = "Choose the label by the request."


class Solver:
    """Answers rightly if it gets the hint, else every second time. As an engineer it proposes the hint."""

    def __init__(self) -> None:
        self.calls = 0
        self._lock = threading.Lock()

    def __call__(self, system: str, text: str) -> str:
        if text not in LABELS:
            return f'[{{"op": "append", "block": "checklist", "text": "{HINT}", "pattern": "p"}}]'
        with self._lock:
            self.calls += 1
            wrong = self.calls % 2 and HINT not in system
        return "wrong" if wrong else LABELS[text]


def test_the_example_of_the_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The real SDK, over HTTP."""
    text = (PROJECT / "docs" / "python.md").read_text()
    example = re.findall(r"```python\n(.*?)```", text, re.S)[0]
    assert len([line for line in example.splitlines() if line.strip()]) <= 20
    with (tmp_path / "questions.csv").open("w") as file:
        csv.writer(file).writerows([("question", "topic"), *ROWS])
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    solver = Solver()
    with FakeApi(lambda body, headers: solver(body["system"], body["messages"][0]["content"])) as api:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
        exec(example, names)
        names["client"].close()
    found, answer = names["found"], names["answer"]
    assert found.calls + 2 * answer.pairs == api.requests
    assert found.prompt == f"You answer with one topic.\n\n{HINT}"
    assert found.after == 1 > found.before
    assert answer.answer == "better"
    said = capsys.readouterr().out
    assert "1 edit accepted" in said
    assert "B is better than A" in said


async def test_compare_in_a_cell_whose_event_loop_runs() -> None:
    solver = Solver()
    told: list[CompareResult] = []
    found = compare("Answer.", f"Answer.\n\n{HINT}", ROWS, solver, on_pairs=told.append)
    assert found.answer == "better"
    assert found.b == 1
    assert told[-1] == found
    assert solver.calls == 2 * found.pairs


def test_a_coroutine_function_and_scores_between() -> None:
    async def solver(system: str, text: str) -> str:
        await asyncio.sleep(0)
        return "close" if HINT in system else "far"

    scores = {"far": 0.2, "close": 0.6}
    found = compare("Answer.", HINT, ROWS, solver, lambda answer, expected: scores[answer])
    assert found.answer == "better"
    assert found.effect == pytest.approx(0.4)
    same = compare("Answer.", "Do answer.", ROWS, solver, lambda answer, expected: scores[answer], margin=0.2)
    assert (same.answer, same.effect) == ("not better", 0)


def test_the_engineer_may_be_another_one() -> None:
    solver, asked = Solver(), []

    def engineer(system: str, text: str) -> str:
        asked.append(text)
        return Solver()(system, text)

    rounds: list[int] = []
    found = optimize(
        ROWS, solver, start="Answer.", engineer=engineer, rounds=3, on_round=lambda done: rounds.append(done.number)
    )
    assert [edit.text for edit in found.edits] == [HINT]
    assert found.harness.checklist == HINT
    assert found.after == 1 > found.before
    assert rounds == list(range(found.rounds + 1))
    assert found.calls == solver.calls + len(asked)
    assert "every held-in attempt passes" in str(found)


def test_trouble_ends_it_at_once() -> None:
    calls = []

    def broken(system: str, text: str) -> str:
        calls.append(text)
        raise TimeoutError("no answer")

    with pytest.raises(TimeoutError, match="no answer") as raised:
        optimize(ROWS, broken, concurrency=2)
    assert len(calls) <= 2
    assert len(raised.traceback) < 25
    with pytest.raises(ConfigError, match="must return text, not int"):
        compare("a", "b", ROWS, lambda system, text: 1)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="from 0 to 1, not 7"):
        compare("a", "b", ROWS, Solver(), lambda answer, expected: 7)
    with pytest.raises(ConfigError, match="A and B are the same harness"):
        compare("a", "a", ROWS, Solver())
    with pytest.raises(ConfigError, match=r"Row 1 is \{'text': 'x', 'label': 'y'\}: give a pair"):
        compare("a", "b", [{"text": "x", "label": "y"}], Solver())  # type: ignore[list-item]
    with pytest.raises(ConfigError, match="There are no rows"):
        optimize([], Solver())
    with pytest.raises(ConfigError, match="not empty, not ''"):
        compare("", "b", ROWS, Solver())
    with pytest.raises(ConfigError, match="pairs is 8 or more"):
        compare("a", "b", ROWS, Solver(), pairs=0)
    with pytest.raises(ConfigError, match="too few for a split"):
        optimize(ROWS[:1], Solver())


@pytest.mark.parametrize("taken", ["", "signal.pthread_kill(threading.get_ident(), signal.SIGINT)"])
def test_ctrl_c_ends_it(taken: str) -> None:
    """Also where the signal comes just before the main thread waits, so that nothing wakes it: another thread takes it here."""
    program = f"""
import asyncio, signal, threading, time
from self_harness.concurrency import in_thread

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and so would we

async def work():
    print("begun", flush=True)
    time.sleep(0.2)
    {taken}
    await asyncio.sleep(60)

in_thread(work())
"""
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout
    assert running.stdout.readline() == "begun\n"
    begun = time.monotonic()
    if not taken:
        running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert said.endswith("KeyboardInterrupt\n")
    assert time.monotonic() - begun < 10


def test_ctrl_c_while_its_thread_is_started_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start

    def interrupted(thread: threading.Thread) -> None:
        start(thread)
        raise KeyboardInterrupt

    is_cancelled = threading.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            is_cancelled.set()

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        in_thread(work())
    assert is_cancelled.wait(10)
