"""The gate's attempts are made in many prompt formats, and what is luck of a prompt format gets nothing in."""

import math
import random

import pytest

from self_harness.attempt import AttemptKey, Trial, keys
from self_harness.config import RunConfig
from self_harness.evaluation import solver as solving
from self_harness.gate.decision import Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, BlockName, Edit, Harness
from self_harness.simulation.model import SimulatedModel
from tests.simulation.test_model import PROBLEMS as BUNDLED

FULL = Harness(
    role="You are careful.", strategy="Plan.\nThen write.", output_format="Only code: {x}.", checklist="- a\n- b"
)
FORMATTED = [Trial(purpose, 1, n) for purpose in ("screening", "pair", "calibration") for n in range(80)]


def test_evaluations_and_safety_checks_use_the_prompt_as_it_is_deployed() -> None:
    as_deployed = [
        Trial(purpose, round, n) for purpose in ("evaluation", "safety") for round in range(3) for n in range(30)
    ]
    assert {formatted_prompt(FULL, trial) for trial in as_deployed} == {FULL.system_prompt}


@pytest.mark.parametrize("harness", [START, FULL])
def test_a_wording_says_the_same(harness: Harness) -> None:
    texts = {text for text in harness.blocks().values() if text}
    for trial in FORMATTED:
        said = formatted_prompt(harness, trial)
        assert said == formatted_prompt(harness, trial)
        assert all(said.count(text) == 1 for text in texts)
        for text in texts:
            said = said.replace(text, "")
        for name in harness.blocks():
            said = said.lower().replace(name.replace("_", " "), "")
        assert set(said) <= set("#[]:*<>/- \n"), "headings and gaps"


@pytest.mark.parametrize(("harness", "prompt_formats"), [(Harness(role="You are careful."), 18), (START, 108)])
def test_there_are_many_and_none_is_the_one_in_service(harness: Harness, prompt_formats: int) -> None:
    said = {formatted_prompt(harness, Trial("pair", 1, number)) for number in range(3000)}
    assert len(said) == prompt_formats
    assert harness.system_prompt not in said


def test_nights_have_their_own() -> None:
    first, second = ([formatted_prompt(START, trial, stream) for trial in FORMATTED] for stream in ("first", "second"))
    assert sum(a == b for a, b in zip(first, second, strict=True)) < len(FORMATTED) / 10


@pytest.mark.parametrize("block", ["role", "strategy", "checklist"])
def test_both_of_a_pair_have_the_same(block: BlockName) -> None:
    """A candidate with one block more than the incumbent."""
    less = FULL.model_copy(update={block: ""})
    for trial in FORMATTED:
        theirs = [line for line in formatted_prompt(less, trial).splitlines() if line and line != "---"]
        ours = [line for line in formatted_prompt(FULL, trial).splitlines() if line and line != "---"]
        assert theirs == [line for line in ours if line in theirs]


def test_the_simulated_model_reads_them_alike() -> None:
    model = SimulatedModel(BUNDLED, seed=1)
    harness = START.model_copy(update={"checklist": "Handle empty input.\nNever change an argument."})
    for problem in BUNDLED[:20]:
        assert (
            len(
                {
                    model.pass_probability(problem, formatted_prompt(harness, trial))
                    for trial in (Trial("evaluation"), *FORMATTED)
                }
            )
            == 1
        )
    without, with_them = (model.true_pass_rate(BUNDLED, each) for each in (START, harness))
    assert with_them > without


def test_solvers_ask_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    solver = object.__new__(solving.Solver)
    stream = solver._stream = solving.stream(RunConfig(seed=3, run_number=2))
    asked = []
    monkeypatch.setattr(solver, "request", lambda role, system, user, trial: asked.append((system, trial)))
    for trial in (Trial("evaluation"), Trial("safety", 2), *FORMATTED):
        solver._solver_request(START, BUNDLED[0], trial)
    assert asked == [
        (formatted_prompt(START, trial, stream), trial)
        for trial in (Trial("evaluation"), Trial("safety", 2), *FORMATTED)
    ]


# --- what gets in -----------------------------------------------------------------------------------------------------

PROBLEMS = [f"p{number:02}" for number in range(30)]


class Lucky:
    """A model that answers one request always alike: whether it passes hangs on the problem and on the prompt format. A
    line that
    helps makes up for some of the bad luck."""

    def __init__(self, seed: int, helps: bool) -> None:
        self._seed, self._helps = seed, helps

    async def __call__(self, harness: Harness, key: AttemptKey) -> bool:
        text = formatted_prompt(harness, key.trial)
        ease = random.Random(f"{self._seed} {key.problem}").gauss(0, 1.5)
        luck = random.Random(f"{self._seed} {key.problem} {text}").gauss(0, 3)
        return ease + luck + (3 if self._helps and harness.checklist else 0) > 0


async def accepts(seed: int, helps: bool, start: Harness = START) -> bool:
    """Whether six rounds of two edits prove anything."""
    model = Lucky(seed, helps)
    gate = SequentialGate(start, PROBLEMS[:20], PROBLEMS[20:], Rules(rounds=6), str(seed))
    evaluated = {key: await model(start, key) for key in keys(PROBLEMS, 1)}
    failed = [key.problem for key, right in evaluated.items() if not right][:12]
    target_problems = tuple(problem for problem in failed if problem in PROBLEMS[:20])
    for number in range(1, 7):
        gate.begin(number, evaluated)
        edits = [Edit(op="append", block="checklist", text=f"line {number} {i}") for i in range(2)]
        await gate.decide([Proposal(edit, target_problems) for edit in edits], model)
        if gate.harness != start:
            return True
    return False


@pytest.mark.parametrize("start", [START, Harness(checklist="Be careful.")])
async def test_luck_of_the_wording_gets_nothing_in(start: Harness) -> None:
    """With one prompt format for all attempts, it does."""
    runs = 40
    wrong = sum([await accepts(seed, helps=False, start=start) for seed in range(runs)])
    assert wrong <= 0.05 * runs + 2 * math.sqrt(0.05 * 0.95 * runs)


async def test_what_helps_in_all_wordings_gets_in() -> None:
    assert sum([await accepts(seed, helps=True) for seed in range(10)]) >= 7


async def test_with_one_wording_luck_would_get_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Lucky.__call__.__globals__, "formatted_prompt", lambda harness, trial: harness.system_prompt)
    assert sum([await accepts(seed, helps=False) for seed in range(30)]) >= 4
