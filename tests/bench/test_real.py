"""The recording of a real model and what is worked out from it, on answers whose rates are known."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from bench import _table
from bench._asking import Asker, Question, read
from bench._findings import report
from bench._mixed import GRID, LEVELS, Noise, fits
from bench._noise import interval, moments, outcomes
from bench._prompts import CROSSED, FORMATS, LINES, harness_of, named, plan, rounds, system_prompt
from bench._recorded import Fits, Luck, RecordedWorld
from bench._recorded_gate import play
from bench._recorder import REPLIES, VERDICTS, ask_of, questions, recorded
from bench._table import Row
from bench._verdicts import Grader
from sandbox.local import LocalSandbox
from self_harness.attempt import Trial
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import START, Edit, apply
from self_harness.suite.problem import Problem
from self_harness.suite.settings import Settings
from tests.fake_api import Body, FakeApi, share

USELESS = apply(START, Edit(op="append", block="checklist", text="Note 1."))


def double(name: str) -> Problem:
    tests = "from solution import double\n\nassert double(2) == 4\n"
    return Problem(id=name, prompt="Write double(x).", tests=tests, settings=Settings())


def replies(body: Body, headers: Mapping[str, str]) -> str:
    return "```python\ndef double(x):\n    return x * 2\n```"


async def test_a_recording_goes_on_where_it_stopped_and_is_graded(tmp_path: Path) -> None:
    problems = {name: double(name) for name in "ab"}
    asked = questions(problems, ())[:8]
    with FakeApi(replies) as api:
        await Asker(tmp_path / REPLIES, [api.url], 2, print).ask(asked[:3], minutes=1)
        with (tmp_path / REPLIES).open("a") as stream:
            stream.write('{"prompt": "start/0", "prob')  # a kill in the middle of a line
        known = recorded(tmp_path)
        assert len(known) == 3
        await Asker(tmp_path / REPLIES, [api.url], 2, print).ask(questions(problems, known)[:5], minutes=1)
        assert api.requests == 8
        assert api.received[0].body["system"] == START.system_prompt
    assert [ask_of(row) for row in read(tmp_path / REPLIES)] == plan(list(problems))[:8]
    for _ in range(2):
        async with LocalSandbox(concurrency=1) as sandbox:
            await Grader(tmp_path, problems, print).grade(sandbox, 2)
    rows = [_table.row_of(each) for each in read(tmp_path / VERDICTS)]
    assert [row.status for row in rows] == ["passed"] * 8


async def test_an_asker_tries_again_stops_when_told_and_asks_many_at_once(tmp_path: Path) -> None:
    asked = [Question({"id": i}, "", [{"role": "user", "content": str(i)}], 5, 0.2) for i in range(40)]
    with FakeApi(delay=0.2, faults=share(0.1, kinds=("500",))) as api:
        asker = Asker(tmp_path / "file", [api.url], 40, print, pause=0.0)
        await asker.ask(asked, minutes=1)
        assert api.peak == 40
        assert sorted(row["id"] for row in read(tmp_path / "file")) == list(range(40))
        before = api.requests
        asker.stop()
        await asker.ask(asked, minutes=1)
        assert api.requests == before


def test_recording_needs_neither_engine_nor_sdk_nor_workflow() -> None:
    code = "import sys, bench.real; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"docker", "anthropic", "prefect", "json_repair", "ruamel"} & set(modules)


def test_each_round_of_the_plan_tries_every_problem_once() -> None:
    asked = plan(["a", "b"])
    assert [ask.problem for ask in asked] == ["a", "b"] * len(rounds())
    assert 25_000 <= 164 * len(rounds()) <= 35_000
    trials = Counter(prompt for prompt, _ in rounds())
    assert trials["start/0"] >= 6
    assert all(trials[f"start/{number}"] >= 2 for number in range(1, len(FORMATS) + 1))
    assert all(f"start+{line}/{number}" in trials for line in named("useless") for number in range(CROSSED + 1))
    assert all(system_prompt(prompt) for prompt in trials)


def test_recorded_formats_are_formats_of_the_gate() -> None:
    drawn = {formatted_prompt(START, Trial("pair", number=number)) for number in range(3000)}
    assert {system_prompt(f"start/{number}") for number in range(1, len(FORMATS) + 1)} <= drawn
    assert system_prompt("start/0") == START.system_prompt
    assert all(harness_of(f"start+{name}") != START for name in LINES)


def synthetic(by_format: float, by_line: float, problems: int = 300) -> list[Row]:
    """Attempts of a model whose log-odds move with format and line by these standard deviations, afresh for each prompt."""
    rng = np.random.default_rng(1)
    rows = []
    base = 4.0 * rng.standard_normal(problems)
    moves: dict[tuple[int, str], float] = {}
    for unit in plan(problems)[: 5 * problems]:
        edits, _, number = unit.prompt.partition("/")
        move = by_format * rng.standard_normal() * (number != "0") + by_line * rng.standard_normal() * (
            edits != "start"
        )
        odds = base[unit.problem] + moves.setdefault((unit.problem, unit.prompt), move)
        for trial in range(3 * unit.trials[0], 3 * unit.trials[0] + 3):
            passed = rng.random() < 1 / (1 + np.exp(-odds))
            status = "passed" if passed else "failed"
            rows.append(Row(edits, int(number), f"p{unit.problem:03}", trial, status, 100))
    return rows


def test_moments_find_what_moves_the_answers() -> None:
    found = moments(outcomes(synthetic(by_format=6.0, by_line=0.0)))
    same, form, line = "same prompt", "start against a format", "start against a useless line"
    assert interval(found, lambda mean: mean[form] - mean[same], [same, form]).low > 0.02
    assert interval(found, lambda mean: mean[line] - mean[same], [same, line]).low < 0.0
    assert interval(found, lambda mean: mean[form] - mean[line], [form, line]).low > 0.02


@pytest.fixture(scope="module")
def weighed() -> Fits:
    return fits(synthetic(by_format=4.0, by_line=4.0, problems=30))


def test_the_mixed_model_sees_interactions() -> None:
    def support(rows: list[Row]) -> float:
        """How much more likely the record is with interactions than without any, as a logarithm."""
        noise = Noise(rows)
        none = dict.fromkeys(noise.sds, 0.0)
        without = max(noise.evidence(level, none | {"problem": sd}) for level in LEVELS for sd in GRID)
        return noise.evidence(noise.level, noise.sds) - without

    assert support(synthetic(4.0, 4.0, problems=30)) > 12.0 > 6.0 > support(synthetic(0.0, 0.0, problems=30))


def test_a_recorded_world_agrees_with_its_record(weighed: Fits) -> None:
    worlds = [RecordedWorld(seed, "anew", weighed) for seed in range(30)]
    passed = [row.passed for row in synthetic(4.0, 4.0, problems=30) if row.prompt == "start/0"]
    drawn = [world.rate(START, problem, Trial("evaluation")) for world in worlds for problem in world.problems]
    assert np.mean(drawn) == pytest.approx(np.mean(passed), abs=0.08)
    one, again = RecordedWorld(3, "anew", weighed), RecordedWorld(3, "anew", weighed)
    assert one.true_rate(USELESS) == again.true_rate(USELESS) != RecordedWorld(4, "anew", weighed).true_rate(USELESS)


def test_the_luck_of_a_useless_line_stays_or_is_dealt_anew_in_each_format(weighed: Fits) -> None:
    def agreement(luck: Luck) -> float:
        """Correlation of the line's effect on a problem in two prompt formats."""
        pairs = []
        for seed in range(20):
            world = RecordedWorld(seed, luck, weighed)
            for problem in world.problems:
                trials = [Trial("pair", number=number) for number in (1, 2)]
                pairs.append([world.rate(USELESS, problem, t) - world.rate(START, problem, t) for t in trials])
        return float(np.corrcoef(np.array(pairs).T)[0, 1])

    assert agreement("stays") > 0.5 > 0.3 > agreement("anew")


def test_a_run_of_useless_lines_plays_to_its_end() -> None:
    run = play("anew", 1)
    assert run.attempts > 100
    assert run.accepted or run.gain == 0.0


def test_the_committed_table_holds_outcomes_and_no_replies() -> None:
    rows = _table.read()
    assert rows == _table.merge(rows, rows)
    about = json.loads((_table.DATA / f"{_table.NAME}.json").read_text("utf-8"))
    assert about["attempts"] == len(rows)
    assert all(system_prompt(row.prompt) for row in rows)


def test_a_table_is_written_and_read_again(tmp_path: Path) -> None:
    rows = _table.merge(synthetic(1.0, 1.0, problems=5))
    _table.write(rows, {"attempts": len(rows)}, tmp_path, "t")
    assert _table.read(tmp_path, "t") == rows
    assert _table.read(tmp_path, "absent") == []


def test_the_report_of_a_full_recording_answers_whether_luck_stays() -> None:
    text = "\n".join(report(synthetic(4.0, 4.0, problems=12)))
    assert "| useless line |" in text
    assert "too few" not in text
