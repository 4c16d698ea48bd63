"""What kind of model is simulated."""

from pydantic import BaseModel, ConfigDict


class Persona(BaseModel):
    """Shares and probabilities, except where a field says otherwise; "logit" is log-odds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slip: float = 0.065
    """Median over the weaknesses of the chance to slip, without any instruction, on a problem of medium difficulty."""
    slip_spread: float = 1.8
    """Standard deviation of that chance over the weaknesses, logit."""
    difficulty_spread: float = 0.6
    """Standard deviation over the problems, logit."""
    effect: tuple[float, float] = (0.7, 0.9)
    """Range of the share of slips that an instruction removes, for a weakness that instructions can fix."""
    stubborn: float = 0.2
    """Share of the weaknesses that words hardly fix."""
    stubborn_effect: tuple[float, float] = (0.1, 0.3)
    """The same range for those."""
    harm: float = 1.0
    """Added by advice that undermines a weakness, logit."""
    bloat_tokens: int = 250
    """Length of a system prompt that does no harm yet."""
    bloat: float = 0.3
    """Added for every further 100 tokens, logit."""
    crowd: int = 14
    """Number of sentences in a system prompt above which each counts less."""
    format_loss: float = 0.5
    """Reply without a code block, if the system prompt asks for none."""
    rescue: float = 0.3
    """Such a reply still holds the bare program."""
    mislabel: float = 0.1
    """The analyst takes one root cause for another, each."""
    malformed: float = 0.03
    """Reply of the analyst or engineer that is cut off or holds no JSON."""
    good: float = 0.55
    """Share of the engineer's edits that address a weakness."""
    useless: float = 0.25
    """Share of those that change nothing; the rest is harmful."""
    ill_formed: float = 0.03
    """Share of those that break a structural check."""
