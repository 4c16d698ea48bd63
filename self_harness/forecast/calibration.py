"""What an A/A run found out: how often each problem passes under one harness, and how noisy that is."""

import json
import math
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import fmean, stdev, variance

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.files import write_atomically
from self_harness.gate.decision import GateName
from self_harness.record.records import Score
from self_harness.stats.intervals import wilson


class Noise(BaseModel):
    """How far attempts of the same harness differ. Shares, not points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    discordant: float
    """Share of the pairs of attempts at the same problem of which one passed and the other did not."""
    spread: float
    """Standard deviation of the problems' true pass rates, sampling noise taken off."""
    retest: float
    """Standard deviation of the whole suite's pass rate from one repeat to the next."""
    reliability: float
    """Share of the variance of single attempts that is the problems' own: the expected test-retest correlation."""


class PromptFormats(BaseModel):
    """Prompt sensitivity: how far the outcome depends on the prompt format. Shares, not points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passed: Score
    """Of all attempts in other prompt formats."""
    discordant: float
    """Share of the pairs of attempts at the same problem, each in a prompt format of its own, of which one passed and the
    other did
    not."""
    more: float
    """By how much that is more than of pairs word for word."""
    error: float
    """Standard error of `more`, over the problems."""

    def __str__(self) -> str:
        return (
            f"{self.discordant:.0%} of the pairs in two formats differ, {100 * self.more:+.0f} ±{100 * self.error:.0f} points "
            f"more than word for word; pass rate {self.passed}"
        )


class Calibration(BaseModel):
    """Saved in the runs folder; a run's forecast rests on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made: datetime
    model: str
    simulated: bool
    suite: str
    suite_digest: str
    harness: str
    """Fingerprint."""
    repeats: int
    rates: dict[str, Score]
    """By problem id."""
    noise: Noise
    prompt_formats: PromptFormats | None = None
    """If it was measured."""
    false_promotions: dict[GateName, float]
    """Share of candidates equal to the harness that each gate would have let in, by resampling these attempts."""
    input_tokens: float
    """Mean of a reply's request."""
    output_tokens: float
    """Mean of a reply."""
    seconds: float
    """Mean time of an attempt: the model's reply and its grading."""

    @property
    def score(self) -> Score:
        return Score(
            passed=sum(rate.passed for rate in self.rates.values()),
            total=sum(rate.total for rate in self.rates.values()),
        )

    def __str__(self) -> str:
        """The table of problems and the lines below it."""
        lines = []
        for problem, rate in self.rates.items():
            low, high = wilson(rate.passed, rate.total)
            lines.append(f"{rate.passed}/{rate.total}  {low:4.0%} to {high:4.0%}  {problem}")
        found, gates = self.noise, self.false_promotions
        return "\n".join(
            [
                *lines,
                f"pass rate {self.score}{' (simulated)' if self.simulated else ''}, {100 * found.retest:.1f} points "
                f"up or down from one repeat to the next",
                f"noise     {found.discordant:.0%} of the pairs of attempts at one problem differ; problems' own spread "
                f"{100 * found.spread:.0f} points; test-retest correlation of single attempts {found.reliability:.2f}",
                *([f"prompt_formats  {self.prompt_formats}"] if self.prompt_formats else []),
                "A/A       let in, though it is the same harness: "
                + ", ".join(f"{gate} {share:.1%}" for gate, share in gates.items()),
            ]
        )

    def within(self, low: float, high: float) -> list[str]:
        """Ids of the problems whose measured pass rate lies in the range, both ends included."""
        return [problem for problem, rate in self.rates.items() if low <= rate.rate <= high]

    def mean(self, problems: Sequence[str]) -> float:
        """Mean measured pass rate of these problems."""
        return fmean(self.rates[problem].rate for problem in problems)


def noise(outcomes: Mapping[str, Sequence[bool]]) -> Noise:
    """Of the outcomes of each problem's attempts, equally many each, two at least."""
    tried = list(outcomes.values())
    repeats = len(tried[0])
    discordant = fmean(map(_discordant, tried))
    within = discordant / 2  # two draws with pass rate p differ with a probability of 2p(1-p), twice their variance
    between = max(0.0, variance([fmean(o) for o in tried]) - within / repeats)
    suite_rates = [fmean(column) for column in zip(*tried, strict=True)]
    return Noise(
        discordant=discordant,
        spread=math.sqrt(between),
        retest=stdev(suite_rates),
        reliability=between / (between + within) if between + within else 1.0,
    )


def prompt_formats(
    outcomes: Mapping[str, Sequence[bool]], formatted_prompt: Mapping[str, Sequence[bool]]
) -> PromptFormats:
    """Of the outcomes of each problem's attempts word for word, and of those in a prompt format each; two at least of
    both, of two
    problems at least."""
    more = [_discordant(formatted_prompt[problem]) - _discordant(passed) for problem, passed in outcomes.items()]
    return PromptFormats(
        passed=Score(passed=sum(map(sum, formatted_prompt.values())), total=sum(map(len, formatted_prompt.values()))),
        discordant=fmean(map(_discordant, formatted_prompt.values())),
        more=fmean(more),
        error=stdev(more) / math.sqrt(len(more)),
    )


def _discordant(passed: Sequence[bool]) -> float:
    """Share of the pairs of these attempts that differ."""
    return sum(passed) * (len(passed) - sum(passed)) / math.comb(len(passed), 2)


FILE = "calibration.json"


def key(suite_digest: str, config: RunConfig) -> str:
    """What a calibration holds for; `config` is resolved."""
    return " ".join(filter(None, [suite_digest, config.model, config.base_url]))


def load(out: Path) -> dict[str, Calibration]:
    """All calibrations in a runs folder. Raises ConfigError for a file that can't be read."""
    path = out / FILE
    try:
        return {name: Calibration.model_validate(value) for name, value in json.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (ValidationError, ValueError) as error:
        raise ConfigError(f"{path} can't be read, remove it and calibrate again: {error}") from None


def save(out: Path, name: str, calibration: Calibration) -> None:
    """Puts it beside the others, in place of an older one under the same name."""
    found = {**load(out), name: calibration}
    write_atomically(out / FILE, json.dumps({n: c.model_dump(mode="json") for n, c in found.items()}, indent=1))


def write_subset(folder: Path, problems: Sequence[str], out: Path) -> None:
    """A suite of copies of these problem folders. Raises ConfigError if there are none or `out` exists."""
    if not problems:
        raise ConfigError("No problem's pass rate lies in the range: widen it with --low and --high.")
    if out.exists():
        raise ConfigError(f"{out} exists already: choose another name, or remove it first.")
    for problem in problems:
        shutil.copytree(folder / problem, out / problem)
