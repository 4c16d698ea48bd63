"""The next run goes on with a search that proved nothing, and begins with the proof of its best harness."""

from datetime import UTC, datetime
from pathlib import Path

from self_harness.attempt import keys
from self_harness.config import RunConfig
from self_harness.gate.decision import Earlier, Pair
from self_harness.gate.engine import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START
from self_harness.record.handing_on import earlier, left_by
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.suite.problem import Split
from tests.gate.models import HARD, HELD_IN, HELD_OUT, MISCHIEF, OTHER_TARGETS, PROBLEMS, Model, proposal, some

CONFIG = RunConfig(model="simulated")
PARTS = Split(held_in=tuple(HELD_IN), held_out=tuple(HELD_OUT))
SHORT = Rules(rounds=2)
"""Too few attempts for a proof."""
FIRST = [[proposal("good"), proposal("bad", OTHER_TARGETS), *some(0)[:2]], some(1)[:2]]
NONE = Score(passed=0, total=1)
STANDING = Standing(harness=START.fingerprint, held_in=NONE, held_out=NONE)


async def a_run(path: Path, model: Model, before: Earlier | None = None, rules: Rules = SHORT) -> RunFolder:
    """Two rounds of the gate, as a run's folder."""
    start = Start(
        run_id=path.name, started=datetime.now(UTC), config=CONFIG, suite="s", suite_digest="d", split=PARTS, harness=START,
        earlier=before,
    )  # fmt: skip
    ledger = Ledger.create(path.parent, start)
    ledger.add_round(RoundRecord(round=0, before=STANDING, after=STANDING, harness=START))
    gate = SequentialGate(START, HELD_IN, HELD_OUT, rules, path.name, earlier=before)
    for number in (1, 2):
        gate.begin(number, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
        done = await gate.decide([] if before else FIRST[number - 1], model)
        ledger.add_round(
            RoundRecord(
                round=number, before=STANDING, after=STANDING, harness=done.harness, edits=done.edits, seen=done.seen,
                best=done.best, allowance=done.allowance,
            )
        )  # fmt: skip
    ledger.close()
    return RunFolder(ledger.path)


def best_of(run: RunFolder) -> str:
    best = run.rounds()[-1].best
    assert best
    return best.harness.checklist


async def test_the_next_run_begins_with_the_proof(tmp_path: Path) -> None:
    proven = 0
    for seed in range(4):
        model = Model(HARD, MISCHIEF, seed)
        last = await a_run(tmp_path / f"last {seed}", model)
        assert last.rounds()[-1].harness == START
        found = left_by(last)
        assert found
        assert found.run == f"last {seed}"
        gate = SequentialGate(START, HELD_IN, HELD_OUT, Rules(), "tonight", earlier=found)
        for number in range(1, 5):
            gate.begin(number, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
            done = await gate.decide([proposal(f"new {number}")], model)
            if number == 1:
                first = done.seen[len(PROBLEMS)]
                assert isinstance(first, Pair), "the proof comes first"
                assert gate.state.harness(first.candidate.present).checklist == best_of(last)
        proven += gate.harness.checklist == best_of(last)
    assert proven >= 2


async def test_a_search_goes_on_over_several_runs(tmp_path: Path) -> None:
    """Numbers of edits are those of each run's own."""
    model = Model(HARD, MISCHIEF, 0)
    first = await a_run(tmp_path / "first", model)
    then = await a_run(tmp_path / "then", model, left_by(first), Rules(rounds=2, alpha=1e-9))
    found, before = left_by(then), left_by(first)
    assert found
    assert before
    assert found.seen[: len(before.seen)] == tuple(
        each._replace(present=tuple(found.edits.index(before.edits[n]) for n in each.present if before.edits[n] in found.edits))
        for each in before.seen
    )  # fmt: skip
    made = [attempt for record in then.rounds() for each in record.seen for attempt in each.attempts]
    assert len(found.seen) == len(before.seen) + len(made)
    lines = [found.edits[number].edit.text for number in found.best]
    assert sorted(lines) == sorted(best_of(then).splitlines())


async def test_only_what_began_alike_is_taken_over(tmp_path: Path) -> None:
    run = await a_run(tmp_path / "last", Model(HARD, MISCHIEF, 0))
    assert earlier([run], CONFIG, "d", PARTS, START) == left_by(run)
    other = START.model_copy(update={"role": "Other."})
    strict = CONFIG.model_copy(update={"gate": "strict"})
    for config, digest, harness in ((strict, "d", START), (CONFIG, "other", START), (CONFIG, "d", other)):
        assert earlier([run], config, digest, PARTS, harness) is None
