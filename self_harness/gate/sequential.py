"""The sequential gate, the default: a search that uses whatever looks best, and a proof of what is to be deployed.

Nothing that is used only within a run needs a proof, so the *search* follows its estimates freely. The *proof* comes late, and
until it fails once: one set of edits is paired with the deployed harness. So two harnesses are handed over:

- the *proven* one, `SequentialGate.harness`: the set whose proof succeeded, else the start. It alone is promoted by itself.
- the *best* one, `GateRound.best`: the edits that probably help, by the estimates. Nothing is proven of it.

If no edit helps at any problem, the chance that anything is ever proven is at most alpha (5 %), over all rounds and runs with
the same start, however wrong the estimates are. A set that would lose 15 points over all problems is stopped with a
probability of 80 %. It is not promised that each line of a proven set helps, or that nothing useful is missed.

`search` and `proof` decide what to attempt, `engine` asks them in turn, `conclusion` words what came of a round.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import count, islice, takewhile
from types import MappingProxyType

from self_harness.attempt import AttemptKey
from self_harness.concurrency import settle
from self_harness.errors import ConfigError
from self_harness.gate import search
from self_harness.gate.conclusion import conclude
from self_harness.gate.decision import (
    Allowance,
    Decided,
    Earlier,
    GateRound,
    Left,
    Observation,
    Pair,
    Proposal,
    Solve,
    Step,
    ignore,
    plainly,
)
from self_harness.gate.engine import Engine, Rules, parts
from self_harness.gate.proof import PairRequest, kept_after
from self_harness.gate.search import AttemptRequest, SearchState
from self_harness.harness import Harness
from self_harness.stats.prior import DEFAULT_PRIOR, Prior


class SequentialGate:
    """A `Gate`. seed: of all draws. e_value: of the e-process, as earlier runs with the same start left it. lines: edits that the
    start has already, and that the search may leave out. earlier: what an earlier run with this start found out. begun: what
    rounds were begun with that were broken off.
    """

    def __init__(
        self, start: Harness, held_in: Sequence[str], held_out: Sequence[str], rules: Rules, seed: str, e_value: float = 1.0,
        step: Step = plainly, on_decision: Decided = ignore, lines: Sequence[Proposal] = (), prior: Prior = DEFAULT_PRIOR,
        earlier: Earlier | None = None, on_left: Left = ignore, begun: Mapping[int, Allowance] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self.state = SearchState(
            start, tuple(held_in), tuple(held_out), seed, prior, rules.max_tokens, tuple(lines)
        )  # fmt: skip
        self.engine = Engine(self.state, rules, e_value)
        if earlier:
            self._take_over(earlier)
        self._order = random.Random(f"order {seed}")
        self._evaluated: Harness | None = None
        self._step, self._on_decision, self._on_left, self._begun = step, on_decision, on_left, begun

    @property
    def harness(self) -> Harness:
        """The proven one."""
        return self.engine.harness

    def begin(self, number: int, evaluation: Mapping[AttemptKey, bool]) -> None:
        self.engine.begin(number, self._begun.get(number))
        if self.harness != self._evaluated:
            self._learn(evaluation)

    def examples(self) -> list[tuple[Harness, AttemptKey]]:
        return [(request.harness, request.key) for request in search.informative_failures(self.state)]

    def skip(self) -> GateRound:
        engine = self.engine
        return GateRound(
            self.harness, seen=tuple(engine.seen), e_value=engine.evidence.kept, best=engine.best(),
            allowance=engine.allowance, failed=tuple(engine.failed),
        )  # fmt: skip

    async def decide(self, proposals: Sequence[Proposal], solve: Solve) -> GateRound:
        engine = self.engine

        async def play() -> list[int]:
            new = self.state.enter(proposals)
            while block := engine.wanted():
                engine.take(block, await self._made(solve, block))
            return new

        async def merge() -> GateRound:
            done = conclude(engine, before, old, new)
            for record in done.edits:
                self._on_decision(str(record.edit), done.harness, record.decision)
            return done

        before, old = self.state.incumbent, self.state.searched()
        new = await self._step("gate", f"{len(proposals)} new edits join the search", play)
        return await self._step("merge", "", merge)

    def replay(self, number: int, done: GateRound) -> None:
        """Runs the same deciders on the recorded outcomes."""
        self.engine.begin(number, done.allowance)
        evaluation = [seen for each in takewhile(_is_of_evaluation, done.seen) for seen in each.attempts]
        if evaluation:
            self._learn({AttemptKey(seen.problem, seen.trial): seen.passed for seen in evaluation})
        recorded = (seen for each in done.seen[len(evaluation) :] for seen in each.attempts)
        # Edits of earlier rounds that were decided in this one are searched already; for them this does nothing.
        self.state.enter([Proposal(record.edit, record.target_problems) for record in done.edits])
        while len(self.engine.seen) < len(done.seen) and (block := self.engine.wanted()):
            wanted = [part for each in block for part in parts(each)]
            seen = list(islice(recorded, len(wanted)))
            if [(each.problem, each.key.trial, each.present) for each in wanted] != [
                (each.problem, each.trial, each.present) for each in seen
            ]:
                raise ConfigError(f"Round {number} was recorded by another version of the gate. Begin a new run.")
            self.engine.take(block, [each.passed for each in seen])

    def _take_over(self, earlier: Earlier) -> None:
        numbers = self.state.enter(earlier.edits)
        for problem, present, passed in earlier.seen:
            self.state.learn(problem, [numbers[each] for each in present], passed)
        search.update(self.state)
        first, *failed = (tuple(sorted(numbers[each] for each in edits)) for edits in (earlier.best, *earlier.failed))
        self.engine.first, self.engine.failed = first, failed

    async def _made(self, solve: Solve, block: Sequence[AttemptRequest] | Sequence[PairRequest]) -> list[bool]:
        """Which attempt of a pair is asked first is drawn: who comes first, or is sent where, must not depend on which it is.

        What would be left is told with each outcome of a pair, so that nobody can break off what loses and begin anew.
        """
        wanted, pairs = [parts(each) for each in block], [each for each in block if isinstance(each, PairRequest)]
        outcomes: list[list[bool | None]] = [[None] * len(each) for each in wanted]
        known = count(self.engine.made + 1)

        async def make(number: int, part: int) -> None:
            outcomes[number][part] = await solve(wanted[number][part].harness, wanted[number][part].key)
            if pairs and self.engine.proof:
                left = kept_after(self.engine.proof, pairs, outcomes)
                self._on_left(next(known), left, self.engine.allowance)

        await settle([
            make(number, part)
            for number, each in enumerate(wanted) for part in self._order.sample(range(len(each)), len(each))
        ])  # fmt: skip
        return [bool(passed) for each in outcomes for passed in each]

    def _learn(self, evaluation: Mapping[AttemptKey, bool]) -> None:
        """From an evaluation of the harness."""
        self._evaluated = self.harness
        for key, passed in evaluation.items():
            self.engine.see(AttemptRequest(self.harness, key, self.state.incumbent), passed)
        search.update(self.state)


def _is_of_evaluation(seen: Observation | Pair) -> bool:
    return isinstance(seen, Observation) and seen.trial.purpose == "evaluation"
