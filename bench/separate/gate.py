"""`SeparateGate`: search and proof behind the interface of the product's gates, so that it can take their place."""

from collections.abc import Iterator, Mapping, Sequence

from bench.separate import search
from bench.separate.engine import Best, Engine, SeparateRules, parts
from bench.separate.prior import DEFAULT_PRIOR, Prior
from bench.separate.records import conclude
from bench.separate.search import AttemptRequest, SearchState
from self_harness.attempt import AttemptKey
from self_harness.concurrency import settle
from self_harness.gate.decision import Decided, GateRound, Observation, Proposal, Solve, Step, ignore, plainly
from self_harness.harness import Harness


class SeparateGate:
    """A `Gate`. seed: of all draws. e_value: of the e-process, as earlier runs with the same start left it."""

    def __init__(
        self, start: Harness, held_in: Sequence[str], held_out: Sequence[str], rules: SeparateRules, seed: str,
        e_value: float = 1.0, step: Step = plainly, on_decision: Decided = ignore, prior: Prior = DEFAULT_PRIOR,
    ) -> None:  # fmt: skip
        self.state = SearchState(start, tuple(held_in), tuple(held_out), seed, prior, rules.max_tokens)
        self._engine = Engine(self.state, rules, e_value)
        self._evaluated: Harness | None = None
        self._step, self._on_decision = step, on_decision

    @property
    def harness(self) -> Harness:
        """The proven one."""
        return self._engine.harness

    def best(self) -> Best:
        """The one that looks best, unproven."""
        return self._engine.best()

    def begin(self, number: int, evaluation: Mapping[AttemptKey, bool]) -> None:
        self._engine.begin(number)
        if self.harness != self._evaluated:
            self._learn(evaluation)

    def examples(self) -> list[tuple[Harness, AttemptKey]]:
        return [(request.harness, request.key) for request in search.informative_failures(self.state)]

    def skip(self) -> GateRound:
        engine = self._engine
        return GateRound(self.harness, seen=tuple(engine.seen), e_value=engine.evidence.e_value)

    async def decide(self, proposals: Sequence[Proposal], solve: Solve) -> GateRound:
        engine = self._engine

        async def play() -> list[int]:
            new = self.state.enter(proposals)
            while block := engine.wanted():
                keys = [(part.harness, part.key) for each in block for part in parts(each)]
                engine.take(block, await settle([solve(harness, key) for harness, key in keys]))
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
        self._engine.begin(number)
        is_evaluation = [isinstance(e, Observation) and e.trial.purpose == "evaluation" for e in done.seen]
        first = is_evaluation.index(False) if False in is_evaluation else len(done.seen)
        if first:
            self._learn(
                {
                    AttemptKey(seen.problem, seen.trial): seen.passed
                    for each in done.seen[:first]
                    for seen in each.attempts
                }
            )
        outcomes: Iterator[bool] = (seen.passed for each in done.seen[first:] for seen in each.attempts)
        # Edits of earlier rounds that were decided in this one are searched already; for them this does nothing.
        self.state.enter([Proposal(record.edit, record.target_problems) for record in done.edits])
        while len(self._engine.seen) < len(done.seen) and (block := self._engine.wanted()):
            self._engine.take(block, [next(outcomes) for each in block for _ in parts(each)])

    def _learn(self, evaluation: Mapping[AttemptKey, bool]) -> None:
        """From an evaluation of the harness."""
        self._evaluated = self.harness
        for key, passed in evaluation.items():
            self._engine.see(AttemptRequest(self.harness, key, self.state.incumbent), passed)
        search.update(self.state)
