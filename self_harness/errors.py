"""The error tree.

SelfHarnessError
├── ConfigError            a flag, a file or a suite is wrong: nothing was started      (exit code 2)
│   └── SuiteError         a problem folder is malformed; lists every fault             (exit code 2)
├── FatalModelError        no key, bad key, wrong address: ends the run                 (exit code 2)
│   └── OutOfCredit        no credit, or a spend limit of the account is reached        (exit code 2)
├── BudgetExhausted        the next call could exceed max_cost or max_calls             (exit code 0)
├── Interrupted            the user asked to stop                                       (exit code 130)
└── InfrastructureError    retried by the workflow, never scored as a wrong answer      (exit code 3)
    ├── ModelUnavailable   the API did not give an answer after all retries
    └── SandboxError       no verdict: engine gone, image missing, container killed

A failed answer is a value (`Verdict`), never an exception.
"""

import reprlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


class SelfHarnessError(Exception):
    """Base of all errors that the command line reports in one sentence instead of a traceback."""

    exit_code = 1


class ConfigError(SelfHarnessError):
    exit_code = 2


class SuiteError(ConfigError):
    """A suite could not be loaded. `faults` holds one line for each malformed problem."""

    def __init__(self, path: object, faults: list[str]) -> None:
        self.faults = faults
        lines = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"{path}: {len(faults)} problem(s) can't be loaded:\n{lines}")


class FatalModelError(SelfHarnessError):
    exit_code = 2


class OutOfCredit(FatalModelError):
    pass


class BudgetExhausted(SelfHarnessError):
    exit_code = 0


class Interrupted(SelfHarnessError):
    exit_code = 130


class InfrastructureError(SelfHarnessError):
    exit_code = 3


class ModelUnavailable(InfrastructureError):
    pass


class SandboxError(InfrastructureError):
    pass


_MUST_BE = {
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than": "less than {lt:g}",
    "less_than_equal": "at most {le:g}",
    "finite_number": "a finite number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "string_type": "a text",
    "model_type": "an object",
    "dict_type": "an object",
}
"""What a value must be, by pydantic's name of the fault."""

_WHOLE = {"missing": "is missing", "extra_forbidden": "there is no such name here"}


def in_words(fault: "ErrorDetails") -> str:
    """What is wrong with a value, such as "must be at least 0, not -1"."""
    if fault["type"] in _MUST_BE:
        wanted = _MUST_BE[fault["type"]].format(**fault.get("ctx", {}))
        return f"must be {wanted}, not {reprlib.repr(fault['input'])}"
    if fault["type"] in _WHOLE:
        return _WHOLE[fault["type"]]
    message = fault["msg"].removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}"


def faults_of(error: "ValidationError") -> list[str]:
    """One line for each wrong value: its place, and what is wrong with it."""
    return [": ".join(filter(None, [".".join(map(str, fault["loc"])), in_words(fault)])) for fault in error.errors()]
