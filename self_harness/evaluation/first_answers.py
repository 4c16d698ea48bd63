"""Ends a run whose first answers are mostly cut off or empty, with the remedy, before more is spent."""

from collections import Counter

from self_harness.config import RunConfig
from self_harness.errors import FatalModelError
from self_harness.model.types import Reply

FIRST = 8
"""Answers looked at."""


class FirstAnswers:
    """Counts what is wrong with the solver's first answers."""

    def __init__(self, config: RunConfig) -> None:
        self._config = config
        self._seen = 0
        self._remedies: Counter[str] = Counter()

    def add(self, reply: Reply) -> FatalModelError | None:
        """What ends the run, when this is the last of the first answers and most of them can't be used."""
        self._seen += 1
        if self._seen > FIRST or self._config.force:
            return None
        if remedy := self._remedy(reply):
            self._remedies[remedy] += 1
        faulty = self._remedies.total()
        if self._seen < FIRST or faulty <= FIRST / 2:
            return None
        (remedy, _), *_ = self._remedies.most_common(1)
        return FatalModelError(
            f"{faulty} of the first {FIRST} answers can't be used: {remedy}, and start anew; --force goes on all the same."
        )

    def _remedy(self, reply: Reply) -> str | None:
        now = self._config.max_tokens
        thinking = "raise max_tokens, or limit its thinking with thinking_tokens (0 switches it off)"
        match reply.stop_reason:
            case "max_tokens" if not reply.text:
                return f"the model thinks until it is cut off at {now} tokens, before any text: {thinking}"
            case "max_tokens":
                return f"they are cut off at {now} tokens: raise max_tokens, or ask for shorter answers in the harness"
            case "model_context_window_exceeded":
                return "prompt and answer do not fit the model's context: start the server with a larger one"
            case "refusal":
                return "they are refused: look at what the problems ask for"
        return None if reply.text.strip() else f"they are empty: if the model thinks, {thinking}"
