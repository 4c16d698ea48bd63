"""A run folder as large as one likes, written as a run writes it; what happened in it is made up."""

import random
from datetime import UTC, datetime
from pathlib import Path

from self_harness.attempt import Trial
from self_harness.config import RunConfig
from self_harness.harness import START, Edit, apply
from self_harness.record.events import AttemptMade, CallMade, CallSent, Finished, PhaseBegun, Ready, RoundDone, Started
from self_harness.record.ledger import Ledger
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.suite.problem import Split

RATE, GAIN = 0.6, 0.1
"""Pass rate at the start, and how much it rises."""


def write(out: Path, problems: int, attempts: int) -> Path:
    """A finished run of one round: start and end are evaluated in full, all other attempts are of the gate."""
    dice = random.Random(0)
    names = [f"problem_{number:05}" for number in range(problems)]
    cut = round(0.6 * problems)
    edit = Edit(block="checklist", op="append", text="Check the edge cases.")
    start = Start(
        run_id="big", started=datetime.now(UTC), suite="big", suite_digest="d", harness=START,
        config=RunConfig(model="simulated", problems="big", trials=1),
        split=Split(held_in=tuple(names[:cut]), held_out=tuple(names[cut:])),
    )  # fmt: skip
    ledger = Ledger.create(out, start)
    after = apply(START, edit)
    ledger.append(Ready(sandbox="docker", simulated=True))
    ledger.append(
        Started(
            run_id="big",
            path=str(ledger.path),
            model="simulated",
            rounds=1,
            done=0,
            held_in=cut,
            held_out=problems - cut,
        )
    )
    passed = {START.fingerprint: 0, after.fingerprint: 0}

    def made(problem: str, trial: Trial, harness: str, rate: float) -> None:
        key = f"{problem} {trial} {harness}"
        is_passed = dice.random() < rate
        passed[harness] += is_passed and trial.purpose == "evaluation"
        ledger.append(CallSent(role="solver", key=key, input_tokens=2000, output_tokens=1024, cost=0.007))
        ledger.append(
            CallMade(role="solver", key=key, model="simulated", input_tokens=600, output_tokens=200, cost=0.0016)
        )
        ledger.append(
            AttemptMade(
                problem=problem, trial=trial, harness=harness, status="passed" if is_passed else "failed", sandbox="docker",
                message="" if is_passed else f"AssertionError: solution({problem!r}) is not what was expected", reply="0" * 64,
            )
        )  # fmt: skip

    ledger.append(PhaseBegun(round=0, name="solve", total=problems))
    for name in names:
        made(name, Trial("evaluation"), START.fingerprint, RATE)
    ledger.append(PhaseBegun(round=1, name="gate", total=attempts - 2 * problems))
    for number in range(attempts - 2 * problems):
        made(dice.choice(names), Trial("screening", 1, number), dice.choice([*passed]), RATE)
    for name in names:
        made(name, Trial("evaluation"), after.fingerprint, RATE + GAIN)

    def standing(harness: str) -> Standing:
        scores = [Score(passed=round(passed[harness] * part / problems), total=part) for part in (cut, problems - cut)]
        return Standing(harness=harness, held_in=scores[0], held_out=scores[1])

    for number, harness in enumerate((START, after)):
        record = RoundRecord(
            round=number, before=standing(START.fingerprint), after=standing(harness.fingerprint), harness=harness
        )
        ledger.add_round(record)
        ledger.append(RoundDone(record=record))
    ledger.finish(after)
    ledger.append(Finished(reason="all rounds are done", harness=after.fingerprint))
    ledger.close()
    return ledger.path
