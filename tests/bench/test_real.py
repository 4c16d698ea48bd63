"""The recording of a real model and what is worked out from it, on answers whose rates are known."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from bench import _recorded_gate, _table
from bench._asking import Asker, Question, read
from bench._effects import effects
from bench._findings import report
from bench._mixed import KEYS, Posterior, sample, sd_table
from bench._noise import FORMAT, LINE, crossed, disagreements, interval, outcomes, p_value, repeated, variances
from bench._prompts import (
    CROSSED,
    CURES,
    FORMATS,
    LINES,
    STARTS,
    TRIMMED,
    harness_of,
    named,
    plan,
    rounds,
    system_prompt,
)
from bench._recorded import RecordedFamily
from bench._recorded_gate import play
from bench._recorder import REPLIES, VERDICTS, ask_of, questions, recorded
from bench._table import Row
from bench._verdicts import Grader
from bench._worlds import Failure
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
    assert sorted(ask_of(row) for row in read(tmp_path / REPLIES)) == sorted(plan(list(problems))[:8])
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


def synthetic(problems: int, **sds: float) -> list[Row]:
    """The whole plan, of a model with these standard deviations by term, "_" for blanks, and passes by the mixed model."""
    rng = np.random.default_rng(1)
    effects: dict[object, float] = {}
    rows = []
    for ask in plan([f"p{number:03}" for number in range(problems)]):
        harness, number = ask.prompt.split("/")
        row = Row(harness, int(number), ask.problem, ask.trial, "failed", 100)
        levels = [(term, key(row)) for term, (has, key) in KEYS.items() if has(row)]
        odds = 0.7 + sum(
            effects.setdefault(level, sds.get(level[0].replace(" ", "_"), 0.0) * rng.standard_normal())
            for level in levels
        )
        rows.append(row._replace(status="passed" if rng.random() < 1 / (1 + np.exp(-odds)) else "failed"))
    return rows


STAYS = synthetic(40, problem=1.5, problem_x_wording=1.5, other_line=1.0)
ANEW = synthetic(40, problem=1.5, problem_x_prompt=1.5, other_line=1.0)


def test_the_crossed_block_tells_luck_that_stays_from_luck_that_is_dealt_anew() -> None:
    stays, anew = crossed(outcomes(STAYS)), crossed(outcomes(ANEW))
    assert stays.shape == (40, 9, 4)
    assert interval(variances(stays)[LINE]).low > 0.02
    assert interval(variances(stays)[FORMAT]).low < 0 < interval(variances(stays)[FORMAT]).high
    assert interval(variances(anew)[LINE]).high < 0.02
    assert p_value(stays, LINE) < 0.001 < 0.01 < min(p_value(stays, FORMAT), p_value(anew, LINE))


def test_disagreements_and_variances_are_those_of_the_pairs() -> None:
    block = np.random.default_rng(0).integers(0, 2, (1, 3, 4)).astype(float)
    cells = list(np.ndindex(3, 4))
    pairs: dict[tuple[bool, bool], list[bool]] = defaultdict(list)
    for one, two in combinations(cells, 2):
        pairs[one[0] != two[0], one[1] != two[1]].append(block[0][one] != block[0][two])
    by_pairs = [np.mean(pairs[differ]) for differ in ((True, False), (False, True), (True, True))]
    assert [float(shares[0]) for shares in disagreements(block).values()] == pytest.approx(by_pairs)
    rows, columns = block[0].mean(axis=1, keepdims=True), block[0].mean(axis=0, keepdims=True)
    rest = ((block[0] - rows - columns + block[0].mean()) ** 2).sum() / 6
    of_rows = (4 * rows.var(ddof=1) - rest) / 4
    assert variances(block)[LINE][0] == pytest.approx(of_rows)


def test_the_prompt_without_its_last_line_end_is_compared_with_none_but_itself() -> None:
    rows = [row._replace(format=TRIMMED) if row.prompt == "start/1" else row for row in STAYS]
    assert [len(repeated(outcomes(each))) for each in (STAYS, rows)] == [1, 2]
    shown = {each.name for each in effects(outcomes(rows))}
    assert "format 2" in shown
    assert f"format {TRIMMED}" not in shown


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    return sample(STAYS, kept=30, first=60)


def test_the_mixed_model_finds_what_was_put_in(posterior: Posterior) -> None:
    sds = {term: median for term, (median, _, _) in sd_table(posterior).items()}
    assert sds["problem"] == pytest.approx(1.5, abs=0.4)
    assert sds["problem x wording"] == pytest.approx(1.5, abs=0.4)
    assert sds["problem x prompt"] < 0.7
    assert sds["problem x format"] < 0.5


def test_a_recorded_world_agrees_with_its_record(posterior: Posterior) -> None:
    family = RecordedFamily("t", posterior=posterior, size=40)
    passed = [row.passed for row in STAYS if row.start == "start" and row.harness == "start" and row.format]
    worlds = [family.world(seed) for seed in range(10)]
    assert np.mean([world.true_rate(START) for world in worlds]) == pytest.approx(np.mean(passed), abs=0.03)
    one, again = family.world(3), family.world(3)
    assert one.true_rate(USELESS) == again.true_rate(USELESS) != family.world(4).true_rate(USELESS)
    named = apply(apply(START, LINES["brief"].edit), LINES["signature"].edit)
    recorded = [row.passed for row in STAYS if row.prompt == "start+brief+signature/0"]
    assert np.mean([world.rate_in(named, 0) for world in worlds]) == pytest.approx(np.mean(recorded), abs=0.08)


def test_a_world_answers_by_its_rates_and_its_engineer_draws_from_its_lines(posterior: Posterior) -> None:
    cures = tuple(LINES[name].edit for name in CURES["prose"])
    world = RecordedFamily("t", start="prose", cures=cures, posterior=posterior).world(1)
    start = STARTS["prose"]
    problem = world.held_in[0]
    passed = [world.attempt(start, problem, Trial("pair", number=i)) is None for i in range(600)]
    assert np.mean(passed) == pytest.approx(world.rate_on(start, [problem]), abs=0.08)
    failure = Failure(problem, "wrong")
    edits = [edit for _ in range(40) for edit in world.engineer(start, world.analyse([failure]), 4)]
    assert {cure.text for cure in cures} < {edit.text for edit in edits}
    assert (len(world.held_in), len(world.held_out)) == (24, 16)
    assert world.calls == 680


def test_a_run_of_useless_lines_plays_to_its_end_and_proofs_of_them_can_be_forced(posterior: Posterior) -> None:
    family = RecordedFamily("t", posterior=posterior, size=30)
    run, forced = play(family, 4), play(family, 4, forced=True)
    assert run.attempts > 100
    assert run.accepted or (run.pairs, run.e_value, run.gain) == (0, 1.0, 0.0)
    pairs = (forced.attempts - run.attempts) / 2
    assert 0 < pairs < _recorded_gate.FORCED_PAIRS if forced.accepted else pairs == _recorded_gate.FORCED_PAIRS
    assert forced.e_value > run.e_value
    world = replace(family, luck=False).world(4)
    assert world.true_rate(USELESS) == world.true_rate(START) == family.world(4).true_rate(START)


def test_a_run_from_a_start_that_hurts_finds_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    hurt = [row._replace(status="failed") if row.harness == "start+raise" else row for row in ANEW]
    posterior = sample(hurt, kept=3, first=60)
    monkeypatch.setattr("bench._recorded.recorded_posterior", lambda: posterior)
    monkeypatch.setattr(_recorded_gate, "CALLS", 500)
    found = _recorded_gate._control("raising", 1)
    assert found.best_is_cured
    assert found.best > found.start + 0.3


def test_the_committed_table_holds_outcomes_and_no_replies() -> None:
    rows = _table.read()
    about = json.loads((_table.DATA / f"{_table.NAME}.json").read_text("utf-8"))
    assert about["attempts"] == len(rows) == len({row[:4] for row in rows})
    assert all(system_prompt(row.prompt) for row in rows)


def test_a_table_is_written_and_read_again(tmp_path: Path) -> None:
    _table.write(STAYS[:50], {"attempts": 50}, tmp_path, "t")
    assert _table.read(tmp_path, "t") == STAYS[:50]
    assert _table.read(tmp_path, "absent") == []


def test_the_report_names_what_moves_the_answers(tmp_path: Path) -> None:
    text = "\n".join(report(ANEW, sweeps=20))
    assert "| a useless line |" in text
    assert "| start+thanks |" in text
    assert "nan" not in text
