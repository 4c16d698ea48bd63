"""An A/A run as users run it: the real flow, the simulated model, real grading; and what a run makes of it."""

import json
import math
import random
import re
from pathlib import Path
from statistics import stdev
from typing import Any

import pytest

from self_harness.forecast import calibration as calibrations
from self_harness.forecast.calibration import Calibration
from self_harness.forecast.rates import last_rates
from self_harness.harness import START, Harness
from self_harness.record.log import RunFolder
from self_harness.record.records import Score
from self_harness.suite.problem import load_suite
from tests.conftest import Cli, simulated_api
from tests.fake_api import FakeApi

REPEATS = 3


def found(done: Any) -> dict[str, Any]:
    assert done.returncode == 0, done.stdout + done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_calibrate_then_run(cli: Cli, suite: Path, tmp_path: Path) -> None:
    common = ("--problems", suite, "--sandbox", "local")
    args = ("calibrate", *common, "--repeats", REPEATS)
    with simulated_api(suite) as api:
        environ = {"ANTHROPIC_BASE_URL": api.url}
        first = found(cli(*args, "--json", "--low", 0.3, "--high", 0.7, "--write", "useful", environ=environ))
        assert api.answered == 10 * REPEATS
        again = found(cli(*args, "--json", environ=environ))
        assert api.answered == 10 * REPEATS, "a second calibration makes no new calls"
        assert first["rates"] == again["rates"]
        assert first["output_tokens"] == again["output_tokens"] > 20

        rates = {problem: score["passed"] / score["total"] for problem, score in first["rates"].items()}
        assert all(score["total"] == REPEATS for score in first["rates"].values())
        assert 0 < first["noise"]["discordant"] < 1
        assert first["false_promotions"]["sequential"] <= 0.015 < 0.2 < first["false_promotions"]["strict"]
        useful = sorted(problem for problem, rate in rates.items() if 0.3 <= rate <= 0.7)
        assert first["useful"] == useful
        written = load_suite(tmp_path / "useful")
        assert [problem.id for problem in written.problems] == useful
        assert all(written[problem] == load_suite(suite)[problem] for problem in useful), "whole folders, bugs too"

        run = cli("run", *common, "--rounds", 0, "--trials", REPEATS, environ=environ)
        assert run.returncode == 0, run.stderr
        assert api.answered == 10 * REPEATS, "a run finds the calibration's attempts paid for"
        assert "on pass rates measured" in run.stdout
        assert re.search(r"^forecast +0 calls of \d+", run.stdout, re.MULTILINE)

    said = cli("problems", "list", suite, "--json")
    listed = {row["id"]: row["rate"] for row in found(said)["problems"]}
    assert {problem: rate["passed"] / rate["total"] for problem, rate in listed.items()} == rates
    assert cli(*args, "--write", suite, environ=environ).returncode == 2, "no suite is overwritten"


def test_the_forecast_of_calls_is_about_right(cli: Cli, suite: Path, tmp_path: Path) -> None:
    """On assumed pass rates, and with the offline model: on average over some runs, for one may be lucky."""
    forecast = made = 0
    for seed in (42, 43, 44):
        done = cli(
            "run", "--problems", suite, "--sandbox", "local", "--rounds", 2, "--seed", seed, "--out", f"out{seed}"
        )
        assert done.returncode == 0, done.stderr
        (path,) = (tmp_path / f"out{seed}").glob("*/config.json")
        folder = RunFolder(path.parent)
        events = list(folder.events())
        names = [event.event for event in events]
        assert names.count("forecast") == 1
        assert names.index("forecast") < names.index("call"), "told before anything is spent"
        told = folder.log().forecast
        assert told is not None
        assert told.text.splitlines()[1] in done.stdout
        assert folder.totals().calls <= told.calls_at_most
        assert f"{folder.totals().calls:,} calls of {told.calls:,}" in done.stdout
        forecast, made = forecast + told.calls, made + folder.totals().calls
    assert forecast / 1.3 < made < forecast * 1.3


def test_a_hopeless_run_leaves_nothing_behind(cli: Cli, suite: Path, tmp_path: Path) -> None:
    args = ("run", "--problems", suite, "--sandbox", "local", "--rounds", 1, "--max-calls", 12)
    refused = cli(*args)
    assert refused.returncode == 2
    assert "Raise max_calls" in refused.stderr
    assert not list(tmp_path.glob("runs/*/config.json"))
    assert cli(*args, "--force").returncode == 0


def test_two_calibrations_stand_side_by_side_and_feed_the_rates(cli: Cli, suite: Path, tmp_path: Path) -> None:
    harness = tmp_path / "other.json"
    harness.write_text(Harness(role="You hurry.").model_dump_json())
    runs = tmp_path / "runs"
    assert cli("calibrate", "--problems", suite, "--sandbox", "local", "--repeats", 1).returncode == 2
    said = cli("calibrate", harness, "--problems", suite, "--sandbox", "local", "--repeats", 2)
    assert said.returncode == 0, said.stderr
    assert "(simulated)" in said.stdout
    ((name, calibration),) = calibrations.load(runs).items()
    assert calibration.harness != START.fingerprint
    calibrations.save(runs, "other", calibration.model_copy(update={"suite_digest": "another"}))
    assert set(calibrations.load(runs)) == {name, "other"}
    loaded = load_suite(suite)
    assert {p: (r.passed, r.total) for p, r in last_rates(loaded, runs).items()} == {
        p: (s.passed, s.total) for p, s in calibration.rates.items()
    }
    assert Calibration.model_validate_json(calibration.model_dump_json()) == calibration


def test_luck_of_the_wording_is_measured(cli: Cli, suite: Path) -> None:
    """Of a model that answers one request always alike, and of one that draws each answer."""
    solutions = {problem.prompt: problem.solution for problem in load_suite(suite).problems}

    def alike(body: dict[str, Any], headers: Any) -> str:
        user = body["messages"][0]["content"]
        (solution,) = (solution for prompt, solution in solutions.items() if prompt in str(user))
        lucky = random.Random(f"{body['system']} {user}").random() < 0.5
        return f"```python\n{solution if lucky else 'solution = None'}\n```"

    args = ("calibrate", "--problems", suite, "--sandbox", "local", "--repeats", 3, "--prompt-formats", 6)
    with FakeApi(alike) as api:
        told = found(cli(*args, "--json", environ={"ANTHROPIC_BASE_URL": api.url}))
    assert told["noise"]["discordant"] == 0, "word for word there is no noise"
    assert told["prompt_formats"]["passed"]["total"] == 60
    assert (
        told["prompt_formats"]["more"] == told["prompt_formats"]["discordant"] > 3 * told["prompt_formats"]["error"] > 0
    )
    with simulated_api(suite) as api:
        said = cli(*args, "--out", "drawn", environ={"ANTHROPIC_BASE_URL": api.url})
        assert api.answered == 10 * 9
        assert cli(*args, "--out", "drawn", environ={"ANTHROPIC_BASE_URL": api.url}).returncode == 0
        assert api.answered == 10 * 9, "a second calibration makes no new calls"
    assert (line := re.search(r"^prompt_formats .* differ, ([+-]\d+) ±(\d+) points more", said.stdout, re.MULTILINE)), (
        said.stderr
    )
    assert abs(int(line[1])) <= 3 * int(line[2])
    assert cli(*args[:-1], 1).returncode == 2


def test_pairs_that_differ() -> None:
    word_for_word = {"a": [True, True], "b": [False, False], "c": [True, False]}
    formatted_prompt = {"a": [True, False, False], "b": [False, False, False], "c": [True, True, False]}
    told = calibrations.prompt_formats(word_for_word, formatted_prompt)
    assert told.passed == Score(passed=3, total=9)
    assert told.discordant == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    assert told.more == pytest.approx(told.discordant - 1 / 3)
    assert told.error == pytest.approx(stdev([2 / 3, 0, -1 / 3]) / math.sqrt(3))
    assert calibrations.noise(word_for_word).discordant == pytest.approx(1 / 3)
