"""Trials of evaluations, as most tests need them."""

from self_harness.attempt import AttemptKey, Trial


def nth(number: int = 0) -> Trial:
    return Trial("evaluation", number=number)


def at(problem: str, number: int = 0) -> AttemptKey:
    return AttemptKey(problem, nth(number))
