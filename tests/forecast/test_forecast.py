"""The forecast: power, false promotions and calls as the real gates have them, and the runs that are refused."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.steps import rules_of
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.forecast import calibration as calibrations
from self_harness.forecast import speed
from self_harness.forecast.calibration import Calibration, Noise, noise
from self_harness.forecast.forecast import Forecast, against_itself, compared, forecast, slower
from self_harness.forecast.power import POWER, Plan, Played, World, play, power
from self_harness.forecast.preflight import preflight, refusal
from self_harness.gate.decision import GateName
from self_harness.gate.engine import BLOCK, Rules
from self_harness.harness import START, Harness
from self_harness.model.prices import Price
from self_harness.record.events import ForecastMade
from self_harness.record.records import Score, Totals
from self_harness.suite.problem import Problem, Split, Suite, load_suite, split

IN, OUT = tuple(f"in{n}" for n in range(30)), tuple(f"out{n}" for n in range(20))
PARTS = Split(held_in=IN, held_out=OUT)
SUITE = Suite(name="fifty", problems=tuple(Problem(id=i, prompt=f"{i}?", tests="assert True") for i in (*IN, *OUT)))
RATES = {problem: (0.2, 0.5, 0.7, 0.9)[n % 4] for n, problem in enumerate((*IN, *OUT))}
CONFIG = RunConfig(model="simulated", rounds=6)


def plan(gate: GateName, rounds: int = 3, trials: int = 1, attempts: int = 100) -> Plan:
    return Plan(IN, OUT, trials, rounds, 4, gate, Rules(attempts=attempts), 16)


def worlds(count: int, rates: Mapping[str, float] = RATES) -> list[World]:
    return [World(rates, 16, f"world {n}") for n in range(count)]


def calibrated(passed: int, total: int = 5, suite: Suite = SUITE, harness: Harness = START) -> Calibration:
    """`passed` of `total` attempts at each problem."""
    rates = {problem.id: Score(passed=passed, total=total) for problem in suite.problems}
    return Calibration(
        made=datetime(2026, 1, 2, tzinfo=UTC), model="simulated", simulated=True, suite=suite.name,
        suite_digest=suite.digest, harness=harness.fingerprint, repeats=total, rates=rates,
        noise=Noise(discordant=0.4, spread=0.1, retest=0.03, reliability=0.3),
        false_promotions={"sequential": 0.0, "strict": 0.3}, input_tokens=500, output_tokens=100, seconds=6,
    )  # fmt: skip


@pytest.fixture(scope="module")
def told() -> Forecast:
    return forecast(CONFIG, SUITE, PARTS, START)


@pytest.mark.parametrize("gate", ["sequential", "strict"])
def test_edits_of_a_person_alone_are_rehearsed(gate: GateName, tmp_path: Path) -> None:
    file = tmp_path / "edits.txt"
    file.write_text("Check the empty list.\nCheck the types.\nCheck the signs.\n", "utf-8")
    config = CONFIG.model_copy(update={"proposals": 0, "edits": str(file), "gate": gate, "seed": 1})
    alone = forecast(config, SUITE, PARTS, START)
    assert alone.proves > 0
    assert Plan(IN, OUT, 1, 3, 0, gate, Rules(), 16, own_edits=3).proposals_in(1) == 3
    assert Plan(IN, OUT, 1, 3, 0, gate, Rules(), 16, own_edits=3).proposals_in(2) == 0


def test_the_rules_are_those_of_the_run() -> None:
    config = CONFIG.model_copy(update={"rounds": 1, "attempts": 36, "concurrency": 18})
    assert forecast(config, SUITE, PARTS, START, rules=rules_of(config)) == forecast(config, SUITE, PARTS, START)


def test_power_is_told_with_its_uncertainty() -> None:
    few, many = (
        asyncio.run(power(worlds(count), plan("sequential", 5, attempts=72), lambda: None)) for count in (15, 45)
    )
    for found in (few, many):
        assert found.gain
        assert found.most[0] > POWER
        assert found.gain[1] < found.gain[0] < found.gain[2]
        assert found.gain[0] < found.gain_most
    assert many.gain
    assert few.gain
    assert many.gain[2] - many.gain[1] < few.gain[2] - few.gain[1]


def test_strict_lets_in_what_changes_nothing_and_sequential_does_not() -> None:
    rates = {problem: Score(passed=round(10 * rate), total=10) for problem, rate in RATES.items()}
    found = against_itself(CONFIG, PARTS, rates)
    assert 0.23 <= found["strict"] <= 0.43, "one in three, measured in the search benchmark too"
    assert found["sequential"] <= 0.01


def test_the_bound_is_alpha_however_many_rounds_there_are(told: Forecast) -> None:
    assert told.useless_bound == 0.05
    assert told.useless["sequential"] <= told.useless_bound + 2 * told.useless_error["sequential"]
    assert told.useless["strict"] > 0.7
    assert told.useless_runs / 2 < told.useless_in["strict"] <= told.useless_runs
    assert f"(in {told.useless_in['strict']} of {told.useless_runs} simulated runs)" in str(told)
    small = CONFIG.model_copy(update={"rounds": 1, "alpha": 0.2})
    assert forecast(small, SUITE, PARTS, START).useless_bound == 0.2
    assert forecast(small.model_copy(update={"rounds": 0}), SUITE, PARTS, START).useless_bound == 0.0


def test_where_nothing_helps_few_runs_let_in_anything() -> None:
    runs = 25
    found = [asyncio.run(play(world, plan("sequential", rounds=4, attempts=60), helpful=0.0)) for world in worlds(runs)]
    assert sum(each.useless > 0 for each in found) <= 0.05 * runs + 2 * (0.05 * 0.95 * runs) ** 0.5


@pytest.mark.parametrize("gate", ["sequential", "strict"])
def test_no_run_takes_more_calls_than_it_may(gate: GateName) -> None:
    for trials in (1, 2):
        for world in worlds(4):
            settings = plan(gate, trials=trials)
            played = asyncio.run(play(world, settings, helpful=0.5))
            assert 50 * trials < played.calls <= settings.calls_at_most
            assert played.calls / 16 <= played.waves < played.calls, "16 at once"
            assert played.useless <= 12


@pytest.mark.parametrize("attempts", [12, 24, 100])
def test_a_round_that_accepts_nothing_takes_the_attempts_set_for_it(attempts: int) -> None:
    settings = plan("sequential", attempts=attempts)
    for world in worlds(3):
        played = asyncio.run(play(world, settings, helpful=0.0))
        assert (played.rounds, played.useless) == (3, 0)
        assert 50 + 3 * attempts <= played.calls < 50 + 3 * (attempts + BLOCK), (
            "the last pairs of a proof may exceed them"
        )
    assert settings.calls_at_most == plan("sequential").calls_at_most - 3 * (100 - attempts)


def test_the_forecast_knows_the_attempts_of_a_round(told: Forecast) -> None:
    fewer = forecast(CONFIG.model_copy(update={"attempts": 36}), SUITE, PARTS, START)
    assert fewer.calls_at_most == told.calls_at_most - CONFIG.rounds * (CONFIG.attempts - 36)
    assert fewer.calls < told.calls
    assert fewer.gain is None or fewer.gain > (told.gain or 1.0)


def test_deciding_early_saves_calls_and_changes_nothing_else() -> None:
    for n in range(4):
        early, late = (
            asyncio.run(play(worlds(n + 1)[n], plan("strict"), helpful=0.5, early=early)) for early in (True, False)
        )
        assert (early.rounds, early.useless) == (late.rounds, late.useless)
        assert early.calls < late.calls


def test_where_everything_passes_a_run_is_one_evaluation() -> None:
    (world,) = worlds(1, dict.fromkeys(RATES, 1.0))
    assert asyncio.run(play(world, plan("sequential"), helpful=0.5)) == Played(50, 4, 0, 0)


def test_the_forecast_is_seeded_and_short(told: Forecast) -> None:
    assert forecast(CONFIG, SUITE, PARTS, START) == told
    text = str(told)
    assert len(text.splitlines()) <= 9
    assert "assumed pass rates" in text
    assert "±" in text
    assert "$" not in text, "the simulated model costs nothing"
    assert told.gain is not None
    assert 0 < told.gain < told.gain_most
    assert told.gain_interval
    assert told.gain_interval[0] < told.gain < told.gain_interval[1]
    assert told.best is not None
    assert 0 < told.proven < told.best + 0.1
    assert told.calls < told.calls_at_most


def test_measured_rates_lengths_and_seconds_are_used() -> None:
    config = RunConfig(model="m", price=Price(input=10, output=10), rounds=1)
    measured = calibrated(3)
    cheap = forecast(config, SUITE, PARTS, START, measured)
    long = forecast(config, SUITE, PARTS, START, measured.model_copy(update={"output_tokens": 1000, "seconds": 60}))
    assert "measured 2026-01-02 (60.0% (150/250))" in str(cheap)
    assert long.calls == cheap.calls
    assert long.output_tokens > 5 * cheap.output_tokens
    assert long.minutes > 8 * cheap.minutes
    assert cheap.cost == pytest.approx((cheap.input_tokens + cheap.output_tokens) * 10 / 1e6)
    assert cheap.cost_at_most is not None
    assert cheap.cost is not None
    assert cheap.cost_at_most > 2 * cheap.cost
    other = forecast(config, SUITE, PARTS, Harness(role="Another."), measured)
    assert "under another harness" in str(other)


def test_each_model_has_its_price() -> None:
    config = RunConfig(model="m", price=Price(input=1, output=1), rounds=1, engineer_model="m", max_cost=1000)
    alone = forecast(config, SUITE, PARTS, START)
    dear = config.model_copy(update={"engineer_model": "n", "engineer_price": Price(input=1001, output=1001)})
    two = forecast(dear, SUITE, PARTS, START)
    assert (two.calls, two.input_tokens, two.output_tokens) == (alone.calls, alone.input_tokens, alone.output_tokens)
    assert alone.cost is not None
    assert two.cost is not None
    assert two.cost - alone.cost == pytest.approx(2 * 6_000 * 1000 / 1e6), "one round: two calls of 6,000 tokens"
    assert alone.cost_at_most is not None
    assert two.cost_at_most is not None
    assert two.cost_at_most > 10 * alone.cost_at_most


def test_seconds_a_call_are_those_of_earlier_runs_with_the_model_at_the_address(tmp_path: Path) -> None:
    config = RunConfig(model="m", base_url="http://a", rounds=1, out=str(tmp_path))
    assert "4.0 s each (assumed)" in str(forecast(config, SUITE, PARTS, START))
    speed.save(config, [39.0] * 4)
    assert "assumed" in str(forecast(config, SUITE, PARTS, START)), "four calls are too few"
    speed.save(config, [39.0, 41.0] * 4)
    slow = forecast(config, SUITE, PARTS, START)
    assert "40.0 s each (measured)" in str(slow)
    elsewhere = forecast(config.model_copy(update={"base_url": "http://b"}), SUITE, PARTS, START)
    assert elsewhere.seconds_by == "assumed"
    assert slow.minutes > 8 * elsewhere.minutes
    assert forecast(config, SUITE, PARTS, START, calibrated(3)).seconds == calibrated(3).seconds


def test_calls_that_are_slower_than_forecast_are_told(told: Forecast) -> None:
    assumed = told.model_copy(update={"seconds": 4.0, "minutes": 30.0})
    assert slower(assumed, [20.0] * 10) == (
        "A call takes 20.0 s, not 4.0 s as forecast: the run may take about 150 min."
    )
    assert slower(assumed, [5.0] * 10) is None
    assert slower(assumed, [20.0] * 4) is None
    assert "about 8 min" in (slower(assumed, [1.0] * 10) or "")


def test_resampling_is_told_before_and_comes_last() -> None:
    suite = SUITE.model_copy(
        update={"problems": (*SUITE.problems, *(Problem(id=f"s{n}", prompt="?", tests="") for n in range(10)))}
    )
    parts = PARTS.model_copy(update={"test_split": tuple(f"s{n}" for n in range(10))})
    config = RunConfig(model="m", price=Price(input=10, output=10), rounds=2, test_split=0.2)

    def of(**changed: object) -> Forecast:
        return forecast(config.model_copy(update=changed), suite, parts, START)

    alone, compared = of(), of(compare_resampling=True)
    assert alone.calls_compared == 0
    assert "resampling" not in str(alone)
    assert compared.calls_compared == pytest.approx(alone.calls - 10, abs=1), "the search, and one test split less"
    assert compared.calls == pytest.approx(alone.calls + compared.calls_compared, abs=1)
    assert f"about {compared.calls_compared:,} of them for plain resampling" in str(compared)
    assert compared.calls_at_most == 2 * alone.calls_at_most - 10
    assert alone.cost is not None
    assert alone.cost_at_most is not None
    assert compared.cost is not None
    assert compared.cost_at_most is not None
    assert compared.cost == pytest.approx(2 * alone.cost, rel=0.05)
    assert compared.cost_at_most > 1.95 * alone.cost_at_most
    assert compared.minutes > 1.2 * alone.minutes
    capped = of(compare_resampling=True, max_calls=alone.calls + 100)
    assert capped.calls_compared == pytest.approx(100, abs=1), "a cap takes from the yardstick first"


def test_caps_cap_the_forecast(told: Forecast) -> None:
    capped = forecast(CONFIG.model_copy(update={"max_calls": 100}), SUITE, PARTS, START)
    assert capped.calls == capped.calls_at_most == 100
    assert capped.input_tokens < told.input_tokens
    assert capped.minutes < told.minutes


def test_hopeless_runs_are_refused_with_advice(told: Forecast) -> None:
    def reason(
        config: RunConfig = CONFIG, problems: int = 50, measured: Calibration | None = None, **changed: object
    ) -> str:
        return refusal(config, told.model_copy(update=changed), problems, measured) or ""

    assert told.calls_at_least == 53, "an evaluation, analyst, engineer, and one attempt at the gate"
    assert reason() == reason(measured=calibrated(3)) == ""
    assert reason(RunConfig(max_calls=53)) == ""
    assert "53" in reason(RunConfig(max_calls=52))
    assert "Raise max_calls" in reason(RunConfig(max_calls=52))
    assert reason(RunConfig(max_cost=1), cost=float(told.calls), cost_per_call=1.0) != "", "a dollar a call"
    assert reason(RunConfig(max_cost=54), cost=float(told.calls)) == ""
    assert "harder problems" in reason(measured=calibrated(5))
    assert "easier problems" in reason(measured=calibrated(0))
    assert "5 problems are too few" in reason(problems=5)
    assert reason(problems=8) == ""
    strict = RunConfig(gate="strict")
    assert "49%" in reason(strict, power_most=0.49, power_error=0.0)
    assert "Allow more rounds (`--rounds`), add problems" in reason(strict, power_most=0.49, power_error=0.0)
    assert reason(strict, power_most=0.4, power_error=0.06) == "", "few simulations say little"
    assert reason(power_most=0.49) == "", "the search finds something all the same"
    assert reason(RunConfig(rounds=0), problems=5, measured=calibrated(5), power_most=0.0) == "", "it only measures"


def test_preflight_finds_the_calibration_and_force_overrides(suite: Path, tmp_path: Path) -> None:
    loaded = load_suite(suite)
    config = RunConfig(problems=str(suite), model="simulated", rounds=3, out=str(tmp_path / "runs"))
    assert "assumed" in preflight(config, START).basis
    name = calibrations.key(loaded.digest, config)
    calibrations.save(tmp_path / "runs", name, calibrated(3, suite=loaded))
    assert "measured" in (found := preflight(config, START)).basis
    champion = START.model_copy(update={"role": "You are the champion."})
    assert preflight(config, champion).basis != found.basis, "it says whose rates they are"
    assert "assumed" in preflight(config.model_copy(update={"model": "m"}), START).basis, "another model's says nothing"
    calibrations.save(tmp_path / "runs", name, calibrated(5, suite=loaded))
    with pytest.raises(ConfigError, match="--force"):
        preflight(config, START)
    assert "measured" in preflight(config.model_copy(update={"force": True}), START).basis


def test_parts_that_a_run_would_have_can_be_simulated(suite: Path) -> None:
    parts = split(load_suite(suite), 0.6, 42)
    steps: list[tuple[int, int]] = []
    config = CONFIG.model_copy(update={"rounds": 1})
    found = forecast(config, load_suite(suite), parts, START, on_step=lambda *step: steps.append(step))
    assert found.calls_at_least == 13
    total = steps[-1][1]
    assert steps == [(done, total) for done in range(1, total + 1)]


def test_the_closing_line_compares(told: Forecast) -> None:
    made = ForecastMade(text=str(told), calls=1200, calls_at_most=2000, cost=2.0, minutes=3)
    line = compared(made, Totals(calls=1100, cost=1.5, seconds=90))
    assert line == "1,100 calls of 1,200, $1.50 of $2.00, 1.5 min of 3.0"


def test_noise_of_outcomes() -> None:
    steady = noise({"a": [True] * 4, "b": [False] * 4})
    assert (steady.discordant, steady.retest, steady.reliability) == (0.0, 0.0, 1.0)
    assert steady.spread == pytest.approx(0.5**0.5)
    coin = noise({"a": [True, False], "b": [False, True]})
    assert (coin.discordant, coin.spread, coin.reliability) == (1.0, 0.0, 0.0)
    mixed = noise({"a": [True, True, False], "b": [False, False, False]})
    assert mixed.discordant == pytest.approx(1 / 3), "2 of 3 pairs of a, none of b"
    assert mixed.retest == pytest.approx(0.5 / 3**0.5)
