"""Edits against one failure pattern: at most one of them takes part in an attempt, and at most one is kept."""

from self_harness.gate import search
from self_harness.gate.decision import Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.search import SearchState
from self_harness.harness import START, Edit

from .models import FLAT, HARD, HELD_IN, HELD_OUT, Model, proposal, run

TARGETS = tuple(HELD_IN[:6])


def cure(text: str, pattern: str = "Forgets the edges", targets: tuple[str, ...] = TARGETS) -> Proposal:
    return Proposal(Edit(op="append", block="checklist", text=text, pattern=pattern), targets)


def state_with(*proposals: Proposal) -> SearchState:
    state = SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed")
    state.begin(1)
    state.enter(proposals)
    return state


def test_at_most_one_of_a_pattern_takes_part_and_others_do_as_they_like() -> None:
    state = state_with(cure("a"), cure("b", "forgets the  EDGES!"), cure("c", "Another"), proposal("d"), proposal("e"))
    drawn = {request.present for request in search.screen(state, 400)}
    assert not any({0, 1} <= {*present} for present in drawn), "names that differ in case and signs are one pattern"
    assert any({0, 2, 3, 4} <= {*present} for present in drawn)
    assert any({1, 2, 3, 4} <= {*present} for present in drawn)
    assert () in drawn


def test_of_rivals_the_best_is_kept() -> None:
    state = state_with(cure("a"), cure("b"), proposal("c"))
    for number in range(60):
        present = (0, 1, 2)[number % 3]
        state.learn(TARGETS[number % 6], [present], present == 1 or number % 2 == 0)
    assert all(state.gains()[index].chance > 0.2 for index in (0, 1))
    assert 1 in search.best_set(state, 0.2)
    assert 0 not in search.best_set(state, 0.2)
    assert 2 in search.best_set(state, 0.2), "an edit that names no pattern has no rival"


def test_an_untried_rival_does_not_stand_in_the_way_of_a_tried_one() -> None:
    state = state_with(cure("tried"), cure("untried"))
    for target, passed in zip(TARGETS, (True, False), strict=False):
        state.learn(target, [0], passed)
    assert search.best_set(state, 0.6) == (1,), "more is expected of it"
    assert search.handed_over(state) == (0,)


def test_a_pattern_is_aimed_at_wherever_it_was_seen() -> None:
    state = state_with(cure("a", targets=TARGETS[:2]))
    state.enter([cure("b", targets=TARGETS[1:4]), cure("c", "Another", TARGETS[4:])])
    assert [each.target_problems for each in state.edits] == [TARGETS[:4], TARGETS[:4], TARGETS[4:]]
    for index in (0, 1):
        assert [state.effects.is_target(index, state.number[each]) for each in TARGETS] == [True] * 4 + [False] * 2


def test_a_broad_pattern_makes_no_rivals() -> None:
    """What fails everywhere fails for many reasons, whatever the analyst calls it."""
    state = state_with(*(cure(text, "Wrong answer", tuple(HELD_IN[:7])) for text in "abc"))
    assert search.rivals(state) == [[0], [1], [2]]
    state = state_with(*(cure(text, "Wrong answer", tuple(HELD_IN[:6])) for text in "abc"))
    assert search.rivals(state) == [[0, 1, 2]]
    state.enter([cure("d", "Wrong answer", (HELD_IN[6],))])
    assert search.rivals(state) == [[0], [1], [2], [3]], "it was seen in more places since"


async def test_many_wordings_of_one_cure_do_not_hide_it() -> None:
    """Each of eight lines cures the same failures, and a second one adds nothing."""
    found = []
    for seed in range(6):
        model = _Saturated(HARD, {}, seed)
        words = [[cure(f"wording {number}.{i}") for i in range(2)] for number in range(4)]
        gate, _ = await run(model, words, Rules(rounds=4, attempts=60))
        chosen = gate.engine.best_edits
        assert len(chosen) <= 1
        found.append(len(chosen))
    assert sum(found) >= 5


class _Saturated(Model):
    def rate(self, harness: object, problem: str) -> float:
        cured = problem in TARGETS and "wording" in getattr(harness, "checklist", "")
        return 0.9 if cured else FLAT[problem] if problem not in TARGETS else 0.3
