"""Runs tests.py as a script and turns whatever ends it into a status and its evidence."""

import builtins
import sys
import types
from collections.abc import Callable

from .evidence import Recorder, message
from .handles import origin_of, titled
from .hints import Any
from .rewriting import RECORDER


class Run:
    """One run of the tests. `peer` leads to the answer; None when it lives in this process (`code` is its source)."""

    def __init__(self, tests: str, peer: Any, code: str) -> None:
        self._tests, self._peer, self._code = tests, peer, code
        self.recorder = Recorder(tests)

    def outcome(self, load: Callable[[], Any]) -> dict[str, Any]:
        """`{"status", "message", "assertions"}`; `load` provides the module `solution`."""
        try:
            compiled = self.recorder.compile()
        except (SyntaxError, ValueError, RecursionError) as error:
            return {"status": "error", "message": message(f"tests.py does not compile: {error}"), "assertions": 0}
        ending: BaseException | None = None
        try:
            load()
            cases = self._execute(compiled)
        except BaseException as error:
            ending = error
        status, lines = self._judge(ending) if ending else ("passed", [])
        if not ending and not self.recorder.held and not cases:
            status, lines = "failed", ["not one assertion of the tests was reached"]
        if status != "passed" and self._peer:
            lines = [*lines, self._peer.hint]
        return {"status": status, "message": message(*lines), "assertions": self.recorder.held}

    def _execute(self, compiled: types.CodeType) -> int:
        """Returns how many unittest tests were run."""
        module = types.ModuleType("__main__")
        vars(module).update({RECORDER: self.recorder, "__file__": "tests.py"})
        sys.modules["__main__"] = module
        sys.exit = self.recorder.exit
        vars(builtins).update(exit=self.recorder.exit, quit=self.recorder.exit)
        sys.argv[:] = ["tests.py"]
        if "unittest" in self._tests:
            import unittest  # 30 ms that few tests need

            unittest.main = lambda *args, **kwargs: None  # type: ignore[assignment]  # run below, once, with evidence
        try:
            exec(compiled, vars(module))
        except SystemExit as end:
            is_end = end is self.recorder.ending and end.code in (None, 0)
            if not is_end or answer_line(end, self._code) or self._may_be_passed(end):
                raise
        return run_cases(module) if "unittest" in sys.modules else 0

    def _judge(self, error: BaseException) -> tuple[str, list[str]]:
        line = line_in("tests.py", error)
        statement = self.recorder.statement(line)
        last = [f"last call: {self._peer.last}"] if self._peer and self._peer.last else []
        if origin := origin_of(error):
            return "error", [*origin.evidence(error), statement]
        text = titled(error)
        status = "out_of_memory" if isinstance(error, MemoryError) else "error"
        if from_answer := answer_line(error, self._code):
            return status, [text, from_answer, statement]
        if isinstance(error, AssertionError):
            evidence = getattr(error, "_evidence", "") or message(statement, text)
            return "failed", [evidence, *([] if self._peer and self._peer.last in evidence else last)]
        if isinstance(error, SystemExit):
            return "failed", [f"tests.py exited with {error.code!r}", statement, *last]
        return status, [text, f"tests line {line}: {statement}", *last]

    def _may_be_passed(self, end: SystemExit) -> bool:
        """Whether a function raised it that the tests may have passed to the answer, which gave it back as its own."""
        inner: Any = end.__traceback__.tb_next.tb_next  # type: ignore[union-attr]  # below the tests' own lines
        if not (inner and inner.tb_frame.f_code is not Recorder.exit.__code__ and self._peer and self._peer._exports):
            return False
        self._peer.note("the tests pass something to the answer and end inside a function")
        return True


def line_in(name: str, error: BaseException) -> int:
    """The innermost line of the file of that name that an exception came through; 0 if none."""
    line, trace = 0, error.__traceback__
    if isinstance(error, SyntaxError) and error.filename == name:
        line = error.lineno or 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def answer_line(error: BaseException, code: str) -> str:
    """The innermost line of the answer that an exception came through, if any."""
    number, lines = line_in("solution.py", error), code.splitlines()
    return f"answer line {number}: {lines[number - 1].strip()}" if 0 < number <= len(lines) else ""


def run_cases(module: types.ModuleType) -> int:
    """Run the TestCase classes of the tests, raise what the first failing one raised, and say how many were not skipped."""
    import unittest

    class Result(unittest.TestResult):
        def _exc_info_to_string(self, err: Any, test: Any) -> Any:
            return err[1]  # what was raised instead of a text about it

    result: Any = Result()
    result.failfast = True
    unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    unexpected = [(test, AssertionError(f"{test} succeeded unexpectedly")) for test in result.unexpectedSuccesses]
    for _, error in result.errors + result.failures + unexpected:
        raise error
    return int(result.testsRun) - len(result.skipped)
