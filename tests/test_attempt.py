"""How attempts are told apart."""

import pytest
from pydantic import TypeAdapter, ValidationError

from self_harness.attempt import Attempt, AttemptKey, Trial, Verdict, keys


def test_an_evaluation_has_every_problem_as_often_as_any_other() -> None:
    assert [(key.problem, str(key.trial)) for key in keys(["a", "b"], 2)] == [
        ("a", "evaluation 0"), ("b", "evaluation 0"), ("a", "evaluation 1"), ("b", "evaluation 1"),
    ]  # fmt: skip


def test_a_trial_names_its_purpose_round_and_number() -> None:
    assert str(Trial("screening", 3, 17)) == "screening 3.17"
    assert len({Trial("screening", 1, 2), Trial("pair", 1, 2), Trial("pair", 2, 1), Trial("pair", 1, 2)}) == 3


def test_a_trial_can_be_read_back_and_its_purpose_is_one_of_those_that_are_known() -> None:
    made = Attempt(
        problem="a", harness="h", trial=Trial("pair", 2, 5), reply="", code=None, verdict=Verdict(status="refused")
    )
    found = Attempt.model_validate_json(made.model_dump_json())
    assert (found, AttemptKey(found.problem, found.trial)) == (made, AttemptKey("a", Trial("pair", 2, 5)))
    with pytest.raises(ValidationError, match="screening"):
        TypeAdapter(Trial).validate_python(["lottery", 1, 1])
