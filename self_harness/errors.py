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
