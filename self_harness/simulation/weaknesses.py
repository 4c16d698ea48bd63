"""The taxonomies of weaknesses that the bundled problems, the simulated model and its analyst share, and how to recognise
in free text that an instruction addresses one of them, or undermines it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from self_harness.simulation import code_cues, cues, text_weaknesses, texts
from self_harness.simulation.code_weaknesses import OUTPUT_FORMAT, WEAKNESSES
from self_harness.simulation.cues import CONCRETE, Cues
from self_harness.simulation.weakness import Weakness

__all__ = ["BY_NAME", "CODE", "OUTPUT_FORMAT", "TEXT", "VICTIMS", "WEAKNESSES", "Taxonomy", "taxonomy_of"]

VICTIMS = frozenset({"error_contract", "empty_input", "bool_is_int", "negative_numbers", "duplicates", "whitespace"})
"""What careless advice in general makes worse in programs."""


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """The weaknesses of one sort of answers, and what is said about such answers."""

    weaknesses: tuple[Weakness, ...]
    cues: Mapping[str, Cues]
    victims: frozenset[str]
    """What careless advice in general makes worse."""
    error_order: tuple[str, ...]
    """Weaknesses that an error text can point to, the more telling signs first."""
    form: Weakness
    """Not one of the weaknesses, since no bug shows it: the reply's form is lost, not the answer's content."""
    mentions_form: Callable[[str], bool]
    """Whether a sentence asks for the reply's form."""
    refuses_form: Callable[[str], bool]
    sayings: texts.Sayings

    @cached_property
    def by_name(self) -> Mapping[str, Weakness]:
        return MappingProxyType({weakness.name: weakness for weakness in self.weaknesses})

    def addressed(self, text: str) -> dict[str, float]:
        """Strength in (0, 1] of each weakness that some sentence of the text addresses: 1.0 for one that says what to do,
        0.4 for one that only touches it.

        A sentence that names more than two weaknesses says too little about each of them to count in full. A sentence
        that advises against care addresses nothing.
        """
        found: dict[str, float] = {}
        for sentence in cues.sentences(text):
            if not cues.advises_against_care(sentence):
                for name, strength in _mentioned(self, sentence).items():
                    found[name] = max(strength, found.get(name, 0.0))
        return found

    def undermined(self, text: str) -> frozenset[str]:
        """Names of the weaknesses that some sentence of the text invites: those it names, else the usual victims."""
        found: set[str] = set()
        for sentence in cues.sentences(text):
            if cues.advises_against_care(sentence):
                named = _mentioned(self, sentence)
                found |= named.keys() | (set() if CONCRETE in named.values() else self.victims)
        return frozenset(found)

    def asks_for_form(self, text: str) -> bool:
        """Whether the text asks for the form that a reply must have, and nowhere for another one."""
        found = list(cues.sentences(text))
        return any(map(self.mentions_form, found)) and not any(map(self.refuses_form, found))

    def recognise(self, text: str) -> str | None:
        """The weakness (or "output_format") that a pattern speaks of, None if it can't be told.

        The first line, the pattern's name, weighs more than the rest; an error text decides where no words do.
        """
        name, _, rest = text.partition("\n")
        scores: dict[str, float] = {}
        for part, weight in ((name, 2.0), (rest, 1.0)):
            for sentence in cues.sentences(part):
                for found, strength in _mentioned(self, sentence).items():
                    scores[found] = scores.get(found, 0.0) + weight * strength
                if self.mentions_form(sentence):
                    scores[self.form.name] = scores.get(self.form.name, 0.0) + weight
        return max(scores, key=lambda key: scores[key]) if scores else self.from_error(text)

    def from_error(self, text: str) -> str | None:
        """The weakness (or "output_format") that the text of an error points to, None if it can't be told."""
        if re.search(r"no_code_block|no code block|cut off|truncated", text):
            return self.form.name
        return next((name for name in self.error_order if re.search(self.cues[name].error, text, re.M)), None)


@lru_cache(maxsize=8192)
def _mentioned(taxonomy: Taxonomy, sentence: str) -> Mapping[str, float]:
    return MappingProxyType(dict(cues.mentioned(sentence, taxonomy.cues)))


CODE = Taxonomy(
    weaknesses=WEAKNESSES,
    cues=code_cues.CUES,
    victims=VICTIMS,
    error_order=code_cues.ERROR_ORDER,
    form=OUTPUT_FORMAT,
    mentions_form=cues.mentions_fence,
    refuses_form=cues.refuses_fence,
    sayings=texts.CODE,
)
"""Of programs."""
TEXT = Taxonomy(
    weaknesses=text_weaknesses.WEAKNESSES,
    cues=text_weaknesses.CUES,
    victims=text_weaknesses.VICTIMS,
    error_order=(),
    form=text_weaknesses.OUTPUT_FORMAT,
    mentions_form=cues.mentions_only_answer,
    refuses_form=cues.asks_for_explanation,
    sayings=texts.TEXT,
)
"""Of labels, values and other text."""

BY_NAME: Mapping[str, Weakness] = CODE.by_name


def taxonomy_of(names: Iterable[str]) -> Taxonomy | None:
    """The taxonomy that has all of these weaknesses; None if none has."""
    wanted = set(names)
    return next((taxonomy for taxonomy in (CODE, TEXT) if wanted <= taxonomy.by_name.keys()), None)
