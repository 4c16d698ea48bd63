"""The recording of a real model and what is worked out from it, on answers whose rates are known."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest

from bench import _table
from bench._findings import report
from bench._mixed import GRID, LEVELS, Noise, fits
from bench._noise import interval, moments, outcomes
from bench._prompts import FORMATS, LINES, harness_of, plan, system_prompt
from bench._recorded import Fits, Luck, RecordedWorld
from bench._recorded_gate import play
from bench._recorder import Key, Recorder, read
from bench._table import Row
from sandbox.local import LocalSandbox
from self_harness.attempt import Trial
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import START, Edit, apply
from self_harness.suite.problem import Problem
from self_harness.suite.settings import Settings
from tests.fake_api import FakeApi

USELESS = apply(START, Edit(op="append", block="checklist", text="Note 1."))


def double(name: str) -> Problem:
    tests = "from solution import double\n\nassert double(2) == 4\n"
    return Problem(id=name, prompt="Write double(x).", tests=tests, settings=Settings())


async def test_a_recording_goes_on_where_it_stopped(tmp_path: Path) -> None:
    problems = [double("a"), double("b")]
    file = tmp_path / "attempts.jsonl"
    units = plan(2)[:8]
    with FakeApi(lambda body, headers: "```python\ndef double(x):\n    return x * 2\n```") as api:
        await recorder(file, problems, api).record(units[:2], minutes=1)
        assert [row["status"] for row in read(file)] == ["passed"] * 2
        with file.open("a") as stream:
            stream.write('{"prompt": "start/0", "prob')  # a kill in the middle of a line
        known = [(units[-1].prompt, problems[units[-1].problem].id, units[-1].trials[0])]
        await recorder(file, problems, api, known).record(units, minutes=1)
        assert api.requests == len(units) - len(known)
    recorded = [(row["prompt"], row["problem"], row["trial"]) for row in read(file)]
    assert sorted(recorded + known) == sorted((u.prompt, problems[u.problem].id, u.trials[0]) for u in units)


async def test_a_stopped_recorder_begins_no_further_request(tmp_path: Path) -> None:
    file = tmp_path / "attempts.jsonl"
    with FakeApi(lambda body, headers: "no code") as api:
        stopped = recorder(file, [double("a")], api)
        stopped.stop()
        await stopped.record(plan(1), minutes=1)
        assert api.requests == 0


def recorder(file: Path, problems: list[Problem], api: FakeApi, known: Collection[Key] = ()) -> Recorder:
    return Recorder(file, problems, [api.url], 2, LocalSandbox(concurrency=1), known)


def test_every_round_of_the_plan_tries_each_problem_once_and_spreads_its_prompts() -> None:
    units = plan(60)
    for at in range(0, 5 * 60, 60):
        block = units[at : at + 60]
        assert sorted(unit.problem for unit in block) == list(range(60))
        counts = Counter(unit.prompt.partition("/")[0] for unit in block if not unit.prompt.startswith("start/"))
        assert len(set(counts.values())) <= 1
    crossed: dict[int, set[str]] = defaultdict(set)
    for unit in units[60:240]:
        crossed[unit.problem].add(unit.prompt)
    for prompts in crossed.values():
        line, number = next(p.split("/") for p in prompts if not p.startswith("start/") and not p.endswith("/0"))
        assert prompts == {f"start/{number}", f"{line}/0", f"{line}/{number}"}


def test_recorded_formats_are_formats_of_the_gate() -> None:
    drawn = {formatted_prompt(START, Trial("pair", number=number)) for number in range(3000)}
    assert {system_prompt(f"start/{number}") for number in range(1, len(FORMATS) + 1)} <= drawn
    assert system_prompt("start/0") == START.system_prompt
    assert all(harness_of(name) != START for name in LINES)


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
