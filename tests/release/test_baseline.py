"""Plain resampling as a yardstick: it takes no more calls than the search, takes the best it saw, and changes nothing."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.optimize import _reopen
from self_harness.config import SIMULATED, RunConfig, resolve
from self_harness.errors import ConfigError
from self_harness.harness import START, Edit, Harness, apply
from self_harness.record.events import AttemptMade, CallMade, Notice, Opened, PhaseBegun
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.records import Comparison, Resampled, RoundRecord, Score, Standing, Start
from self_harness.release.baseline import best_of_n, requests_at_most, search_calls
from self_harness.release.test_split import supports
from self_harness.steps.mine import Pattern
from self_harness.suite.problem import Split
from tests.conftest import Cli
from tests.trials import at, nth


def harness(name: str) -> Harness:
    return apply(START, Edit(op="append", block="checklist", text=name))


class Engineer:
    """Replies with harnesses by name; each name's pass count of ten is its number."""

    def __init__(self, *replies: str) -> None:
        self.replies = replies
        self.requests: list[int] = []
        self.measured: list[Harness] = []

    async def propose(self, number: int) -> Sequence[Harness]:
        self.requests.append(number)
        return [harness(name) for name in (self.replies[number - 1] if number <= len(self.replies) else "")]

    async def measure(self, measured: Harness) -> Score:
        self.measured.append(measured)
        return Score(passed=int(measured.checklist or 5), total=10)

    async def run(self, calls: int) -> Resampled:
        return await best_of_n(START, calls, 10, self.propose, self.measure)


async def test_the_best_of_those_that_the_calls_allow() -> None:
    engineer = Engineer("37", "68", "9")
    found = await engineer.run(11 + 21 + 21)
    assert (found.harness, found.observed) == (harness("8"), Score(passed=8, total=10))
    assert (found.tried, found.calls) == (5, 53)
    assert engineer.requests == [1, 2]
    assert engineer.measured == [START, *(harness(name) for name in "3768")]


async def test_a_reply_is_cut_where_the_calls_end() -> None:
    found = await Engineer("3799").run(11 + 1 + 29)
    assert (found.tried, found.calls, found.harness) == (3, 32, harness("7"))


async def test_nothing_is_measured_twice_and_the_start_wins_a_tie() -> None:
    engineer = Engineer("33", "3", "355")
    found = await engineer.run(60)
    assert engineer.measured == [START, harness("3"), harness("5")]
    assert found.harness == START


async def test_an_engineer_who_repeats_itself_is_not_asked_for_ever() -> None:
    engineer = Engineer("3", *["3"] * 100)
    found = await engineer.run(1100)
    assert len(engineer.requests) == requests_at_most(1100, 10) == 99
    assert found.tried == 2


@given(st.lists(st.text("0123456789", max_size=6), max_size=20), st.integers(11, 400))
async def test_it_never_takes_more_calls_than_it_may(replies: list[str], calls: int) -> None:
    engineer = Engineer(*replies)
    found = await engineer.run(calls)
    assert found.calls == 10 * len(engineer.measured) + 1 + len(engineer.requests) <= calls
    assert len(engineer.requests) <= requests_at_most(calls, 10)
    assert found.observed.passed == max(int(each.checklist or 5) for each in engineer.measured)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger.create(
        tmp_path,
        Start(
            run_id="run-7", started=datetime(2026, 11, 22, tzinfo=UTC), config=RunConfig(model=SIMULATED), suite="mine",
            suite_digest="d", split=Split(held_in=("a", "b"), held_out=("c",), test_split=("s",)), harness=START,
        ),
    )  # fmt: skip
    made.close()
    return Ledger(made.path)


def test_calls_of_a_search_count_once_and_without_what_came_after(ledger: Ledger) -> None:
    def attempt(problem: str, trial: int = 0, harness: str = "h") -> None:
        ledger.append(AttemptMade(harness=harness, problem=problem, trial=nth(trial), status="failed"))

    nothing = Score(passed=0, total=1)
    at_start = Standing(harness="h", held_in=nothing, held_out=nothing)
    found = Pattern(name="p", problems=("a",))
    for number, patterns in enumerate([(), (found,), ()]):
        ledger.add_round(
            RoundRecord(
                round=number, before=at_start, after=at_start, harness=START, patterns=patterns, mined_by="model"
            )
        )
    analyses = 3  # a round with patterns and proposals, and one in which nothing could be mined

    attempt("s")  # the drift watch
    ledger.append(PhaseBegun(name="solve"))
    for problem in "abc":
        attempt(problem)
    ledger.append(PhaseBegun(round=1, name="gate"))
    attempt("a", 1000)
    attempt("a", 1000, "other")
    ledger.append(PhaseBegun(round=2, name="test split"))
    attempt("s")
    assert search_calls(ledger) == 5 + analyses
    ledger.append(PhaseBegun(round=2, name="resampling"))
    attempt("b", harness="resampled")
    assert search_calls(ledger) == 5 + analyses, "the yardstick doesn't lengthen itself"
    ledger.append(Opened())  # resumed, with another round
    attempt("a", 1000)
    attempt("b", 2000)
    assert search_calls(ledger) == 6 + analyses
    ledger.close()


def test_it_says_what_was_compared() -> None:
    outcomes = {at(f"s{n}"): n < 12 for n in range(20)}
    found = Comparison(
        simulated=True,
        search_calls=1234,
        resampled=Resampled(harness=START, observed=Score(passed=8, total=10), tried=24, calls=1230),
        test_split=supports(outcomes, {key: passed or key == at("s19") for key, passed in outcomes.items()}),
    )
    text = str(found)
    assert text.startswith("Simulated: on the test split the loop has 65.0% (13/20), plain resampling")
    assert "resampling with as many calls 60.0% (12/20): difference +5.0 points (" in text
    low, high = (float(number) for number in re.findall(r"\((\S+) to (\S+)\)", text)[0])
    assert (low, high) == tuple(round(100 * bound, 1) for bound in found.test_split.interval)
    assert "1,234 calls; resampling took 1,230 for the best of 24 harnesses, 80.0% (8/10) where it was chosen" in text
    real = str(found.model_copy(update={"simulated": False}))
    assert real.startswith("On the test split")
    assert "imulated" not in real


def test_without_a_test_split_it_is_refused(ledger: Ledger) -> None:
    ledger.close()
    with pytest.raises(ConfigError, match=r"--test-split 0\.2"):
        resolve(RunConfig(model=SIMULATED, compare_resampling=True), {})
    resolve(RunConfig(model=SIMULATED, compare_resampling=True, test_split=0.2), {})
    for _ in range(2):  # the second time the first one must have let go of the run
        with pytest.raises(ConfigError, match=r"--test-split 0\.2"):
            _reopen(ledger.path, RunConfig(compare_resampling=True))


ARGS = ("--gate", "strict", "--rounds", 1, "--test-split", 0.2, "--seed", 2, "--force", "--sandbox", "local", "--json")


def result(cli: Cli, *args: object) -> dict[str, Any]:
    done = cli("run", *args)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def new_calls(run: RunFolder) -> Counter[str]:
    """By phase."""
    counts: Counter[str] = Counter()
    phase = ""
    for event in run.events():
        phase = event.name if isinstance(event, PhaseBegun) else phase
        counts[phase] += isinstance(event, CallMade)
    return counts


def test_a_run_is_compared_and_resumed(cli: Cli, suite: Path, tmp_path: Path) -> None:
    plain = result(cli, "--problems", suite, *ARGS)
    assert plain["comparison"] is None
    assert plain["harness"] != START.model_dump(), "something was accepted"
    searched = plain["totals"]["calls"] - new_calls(RunFolder(tmp_path / plain["path"]))["test split"]

    # The same search, known by now. A cap is met in the midst of the yardstick: the run itself is done all the same.
    capped = result(cli, "--problems", suite, *ARGS, "--compare-resampling", "--max-calls", 5)
    assert capped["state"] == "finished"
    assert capped["comparison"] is None
    run = RunFolder(tmp_path / capped["path"])
    assert run.totals().calls == new_calls(run)["resampling"] == 5
    notices = [event.text for event in run.events() if isinstance(event, Notice)]
    assert any("Not compared with plain resampling" in text and "--resume" in text for text in notices)

    resumed = result(cli, "--resume", "last", "--max-calls", 10_000, "--json")
    found = Comparison.model_validate(resumed["comparison"])
    assert found.simulated
    assert found.search_calls == searched, "as many as the search needs, though this run paid for none of them"
    assert found.resampled.tried > 2
    assert searched - 10 < found.resampled.calls <= searched, "no room for one more"
    assert 5 < new_calls(run)["resampling"] <= found.resampled.calls + 2, "with its own test split"
    keys = [event.key for event in run.events() if isinstance(event, CallMade)]
    assert len(keys) == len(set(keys)), "no call was paid for twice"
    assert run.harness().model_dump() == resumed["harness"] == plain["harness"]
    assert str(found) in (run.path / "summary.md").read_text()
    assert str(found) in (run.path / "report.html").read_text()
