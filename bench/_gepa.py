"""GEPA (Agrawal et al., arXiv 2507.19457), the installed package, on the analyst and the engineer of a simulated model.

Set up as somebody would who wants it to win: a reflection sees all failure patterns of its minibatch and proposes as many edits
as ours does, the first as many as our first; nothing is evaluated if nothing new is proposed; evaluations are cached. A
reflection costs one call, for analyst and engineer together (ours pays two).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bench._arms import FIRST_PROPOSALS, PROPOSALS, Search, Step
from bench._worlds import World
from self_harness.harness import START, Harness, apply


def gepa(
    world: World, calls: int, minibatch: int = 8, merging: bool = False, single: bool = False, one_each: bool = False,
    validation: str = "held-out",
) -> Search:  # fmt: skip
    """single: one edit a reflection, unchanged text is evaluated, no cache: the handicapped arm of earlier tables. one_each: at
    most one edit for each pattern. validation: "held-out", or "all" for all problems, in training too."""
    import gepa.api as library
    from gepa.core.adapter import EvaluationBatch

    reflections = 0

    class Adapter:
        propose_new_texts = None

        def evaluate(self, batch: list[str], candidate: dict[str, str], capture_traces: bool = False) -> Any:
            harness = _harness(candidate)
            made = [world.attempt(harness, problem) for problem in batch]
            return EvaluationBatch(made, [float(failure is None) for failure in made], made if capture_traces else None)

        def make_reflective_dataset(
            self, candidate: dict[str, str], evaluated: Any, components: list[str]
        ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
            return {"checklist": [{"failure": failure} for failure in evaluated.trajectories if failure]}

    def reflect(candidate: dict[str, str], dataset: Mapping[str, Any], components: list[str]) -> dict[str, str]:
        nonlocal reflections
        harness = _harness(candidate)
        patterns = world.analyse([row["failure"] for row in dataset["checklist"]])
        world.calls -= 1  # analyst and engineer in one call
        count = PROPOSALS if reflections else FIRST_PROPOSALS
        count = 1 if single else min(count, len(patterns)) if one_each else count
        reflections += 1
        edits = world.engineer(harness, patterns, count)
        if not edits and not single:
            raise ValueError("nothing new")  # the package skips the evaluation
        for edit in edits:
            harness = apply(harness, edit)
        return {"checklist": harness.checklist}

    adapter: Any = Adapter()
    found = Search([Step(0, START, 0.0)], [])

    def stop(state: Any) -> bool:
        scores = [sum(by.values()) / len(by) for by in state.prog_candidate_val_subscores]
        best = max(range(len(scores)), key=scores.__getitem__)
        harness = _harness(state.program_candidates[best])
        if harness != found.steps[-1].harness or len(found.steps) == 1:
            found.steps.append(Step(world.calls, harness, scores[best]))
        return world.calls >= calls

    training, validating = world.held_in, world.held_out
    if validation == "all":
        training = validating = world.problems
    library.optimize(
        {"checklist": ""}, list(training), list(validating), adapter=adapter, custom_candidate_proposer=reflect,
        reflection_minibatch_size=minibatch, use_merge=merging, stop_callbacks=stop, seed=world.seed, logger=_Quiet(),
        cache_evaluation=not single,
    )  # fmt: skip
    for before, after in zip(found.steps[1:], found.steps[2:], strict=False):
        found.accepted.append((before.harness, after.harness))
    return found


class _Quiet:
    def log(self, message: str) -> None:
        pass


def _harness(candidate: Mapping[str, str]) -> Harness:
    return START.model_copy(update={"checklist": candidate["checklist"]})
