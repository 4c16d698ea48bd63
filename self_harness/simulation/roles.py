"""Analyst and engineer of the simulated model: they read what the request carries, as a real model would."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from self_harness.simulation import texts
from self_harness.simulation.weakness import Weakness
from self_harness.simulation.weaknesses import Taxonomy

if TYPE_CHECKING:
    from self_harness.simulation.persona import Persona

_FAILURE = re.compile(
    r'<failure id="(?P<id>[^"]*)"[^>]*>\s*<error>\n?(?P<error>.*?)\n?</error>\s*'
    r"<code>\n?(?P<code>.*?)\n?</code>\s*</failure>",
    re.S,
)
_PATTERN = re.compile(r'<pattern name="(?P<name>.*?)" failures="[^"]*">\n?(?P<text>.*?)\n?</pattern>', re.S)
_BLOCK = re.compile(r'<block name="(?P<name>\w+)">\n?(?P<text>.*?)\n?</block>', re.S)
_CUT = "\n[...]\n"


def analyse(
    request: str,
    bugs: Mapping[str, Mapping[str, str]],
    persona: "Persona",
    rng: random.Random,
    taxonomy: Taxonomy,
) -> str:
    """The analyst's reply: a JSON array of patterns, usually. `bugs`: problem id -> weakness -> wrong answer."""
    groups: dict[str, list[re.Match[str]]] = {}
    for failure in _FAILURE.finditer(request):
        cause = _matching_bug(failure["code"], bugs.get(failure["id"], {})) or taxonomy.from_error(failure["error"])
        if cause:
            groups.setdefault(cause, []).append(failure)
    labelled: dict[str, list[re.Match[str]]] = {}
    for cause, members in groups.items():
        if rng.random() < persona.mislabel:
            cause = rng.choice([name for name in taxonomy.by_name if name != cause])
        labelled.setdefault(cause, []).extend(members)
    patterns = [
        {
            "name": _weakness(cause, taxonomy).pattern,
            "problems": [failure["id"] for failure in members],
            "description": _weakness(cause, taxonomy).description,
            "example_error": failure_line(members[0]["error"]),
            "actionability": rng.choice((0.6, 0.7, 0.8, 0.9)),
        }
        for cause, members in sorted(labelled.items(), key=lambda item: -len(item[1]))
    ]
    return _reply(patterns[: _number(request, r"into at most (\d+) patterns", 5)], persona, rng)


def failure_line(error: str) -> str:
    """The last line that says something."""
    return next((line.strip()[:200] for line in reversed(error.splitlines()) if line.strip()), "")


def _matching_bug(code: str, bugs: Mapping[str, str]) -> str | None:
    """The weakness whose bug the code is; code in evidence may be cut in the middle."""
    head, _, tail = (_plain(part) for part in code.partition(_CUT))
    for name, bug in bugs.items():
        plain = _plain(bug)
        if plain == head if not tail else plain.startswith(head) and plain.endswith(tail):
            return name
    return None


class _Engineer(NamedTuple):
    """What the engineer reads in a request, and what it has said so far in this reply."""

    request: str
    blocks: Mapping[str, str]
    patterns: Sequence[tuple[str, Weakness]]
    """Name, and what the engineer takes it to be."""
    rng: random.Random
    said: set[str]
    taxonomy: Taxonomy

    def fresh(self, candidates: Sequence[str]) -> str:
        """One of the texts: rather one that was never tried, then one that the harness does not have."""
        present = "\n".join(self.blocks.values())
        unsaid = [text for text in candidates if text not in self.said and text not in present] or list(candidates)
        text = self.rng.choice([text for text in unsaid if text not in self.request] or unsaid)
        self.said.add(text)
        return text

    def good(self, index: int) -> dict[str, str]:
        name, weakness = self.patterns[index % len(self.patterns)]
        text = self.fresh(weakness.instructions)
        if weakness is self.taxonomy.form:
            return _edit(self.rng.choice(("append", "replace")), "output_format", text, name)
        op, block = self.rng.choices(
            (("append", "checklist"), ("append", "strategy"), ("replace", "checklist"), ("replace", "strategy")),
            (75, 18, 3, 4),
        )[0]
        return _edit(op, block, text, name)

    def useless(self) -> dict[str, str]:
        block = self.rng.choice(("role", "strategy", "checklist", "checklist"))
        return _edit("append", block, self.fresh(self.taxonomy.sayings.useless), self.rng.choice(self.patterns)[0])

    def harmful(self) -> dict[str, str]:
        name, kind = self.rng.choice(self.patterns)[0], self.rng.random()
        long = [block for block in ("strategy", "checklist") if self.blocks.get(block)]
        if kind < 0.25:
            return _edit("replace", "output_format", self.fresh(self.taxonomy.sayings.formless), name)
        if kind < 0.45:
            return _edit("append", self.rng.choice(("role", "strategy")), self.fresh(self.taxonomy.sayings.bloat), name)
        if kind < 0.6 and long:
            return _edit("replace", self.rng.choice(long), self.fresh(self.taxonomy.sayings.useless), name)
        return _edit(
            "append", self.rng.choice(("strategy", "checklist")), self.fresh(self.taxonomy.sayings.harmful), name
        )


def engineer(request: str, persona: "Persona", rng: random.Random, taxonomy: Taxonomy) -> str:
    """The engineer's reply: a JSON array of edits, usually."""
    max_chars = _number(request, r"has at most (\d+) characters", 600)
    guesses = list(taxonomy.weaknesses)
    patterns = [
        (
            found["name"],
            _weakness(taxonomy.recognise(f"{found['name']}\n{found['text']}") or rng.choice(guesses).name, taxonomy),
        )
        for found in _PATTERN.finditer(request)
    ]
    blocks = {found["name"]: found["text"] for found in _BLOCK.finditer(request)}
    state = _Engineer(request, blocks, patterns or [("", rng.choice(guesses))], rng, set(), taxonomy)
    edits, goods = [], 0
    for _ in range(_number(request, r"Propose (\d+) edits", 4)):
        kind = rng.random()
        if kind < persona.good:
            edit, goods = state.good(goods), goods + 1
        else:
            edit = state.useless() if kind < persona.good + persona.useless else state.harmful()
        if rng.random() < persona.ill_formed:
            over = edit["text"] + " Again: " + edit["text"] * (1 + max_chars // len(edit["text"]))
            edit |= rng.choice(({"text": over}, {"block": "preamble"}))
        edits.append(edit)
    return _reply(edits, persona, rng)


def _edit(op: str, block: str, text: str, pattern: str) -> dict[str, str]:
    return {
        "op": op,
        "block": block,
        "text": text,
        "pattern": pattern,
        "rationale": f"The failures show: {pattern}." if pattern else "It should make answers better in general.",
        "expected_effect": "Fewer answers with this mistake.",
        "risk": "Answers may become a little longer.",
    }


def _reply(items: Sequence[Mapping[str, Any]], persona: "Persona", rng: random.Random) -> str:
    """The items as JSON, the way models wrap it, or broken."""
    text, form = json.dumps(items, indent=1), rng.random()
    if rng.random() < persona.malformed:
        return rng.choice(texts.NO_JSON) if form < 0.5 else text[: int(len(text) * form * 0.6)]
    if form < 0.2:
        return f"```json\n{text}\n```"
    return f"Here is what I found:\n\n{text}\n\nI hope this helps." if form < 0.35 else text


def _weakness(name: str, taxonomy: Taxonomy) -> Weakness:
    return taxonomy.by_name.get(name, taxonomy.form)


def _plain(code: str) -> str:
    return " ".join(code.split())


def _number(text: str, pattern: str, default: int) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else default
