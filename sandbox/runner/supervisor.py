"""The process that issues the verdict: it holds the nonce and the way out, and runs nothing of the job itself.

It forks candidate and grader while it waits, before the job is read, so that neither inherits a secret.
"""

import contextlib
import os
import select
import signal
import sys
import time

from . import candidate, grader
from .hints import Any
from .processes import clean_up, end_everything, fork, is_contained, kill_answer, prepare, uids
from .wire import read_frame, write_frame

MAX_OUTPUT = 8 << 20
"""Bytes that an answer may print before it is stopped."""
READY = bytes(4)
"""An empty frame."""
_KILLED = "the answer was killed for the memory that it used"
_LAST_WORD = 0.5
"""Seconds for the grader to say what was going on."""


class Output:
    """The tail of one output stream."""

    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        self.fd, self.total, self._tail = fd, 0, b""

    def read(self, keep: int) -> bool:
        """Take some of what is there; False when there is no more for now or for ever."""
        try:
            chunk = os.read(self.fd, 1 << 16)
        except BlockingIOError:
            return False
        self.total += len(chunk)
        self._tail = (self._tail + chunk)[-keep:]
        return bool(chunk)

    def text(self) -> str:
        return self._tail.decode("utf-8", "replace")


class Supervisor:
    def __init__(self) -> None:
        self._candidate = self._grader = 0
        self._candidate_uid: int | None = None
        self._candidate_end: tuple[int, int] | None = None

    def start(self) -> None:
        self._wake, wake = os.pipe()
        for fd in (self._wake, wake):
            os.set_blocking(fd, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        prepare()
        grader_uid, self._candidate_uid = uids() or (None, None)
        to_candidate, to_grader, requests, replies, report, out, err = (os.pipe() for _ in range(7))
        ends = to_candidate[0], requests[0], replies[1]
        self._candidate = fork(self._candidate_uid, ends, (out[1], err[1]), candidate.run)
        self._grader = fork(grader_uid, (to_grader[0], replies[0], requests[1], report[1]), None, grader.run)
        for fd in (*ends, to_grader[0], replies[0], requests[1], report[1], out[1], err[1]):
            os.close(fd)
        self._to_candidate, self._to_grader, self._report = to_candidate[1], to_grader[1], report[0]
        self._outputs = {fd: Output(fd) for fd in (out[0], err[0])}

    def grade(self, job: dict[str, Any]) -> dict[str, Any]:
        started = time.monotonic()
        oom_kills = _oom_kills()
        shared = {key: job[key] for key in ("code", "timeout", "memory_mb", "isolation")}
        with contextlib.suppress(BrokenPipeError):
            write_frame(self._to_candidate, shared)
        write_frame(self._to_grader, {"tests": job["tests"], **shared})
        keep = job["output_kb"] << 10
        outcome, why = self._watch(job["timeout"], keep)
        if outcome["status"] == "ended" and not why:
            self._await_candidate(0.3)
        seconds = time.monotonic() - started
        self.end()
        for output in self._outputs.values():
            while output.read(keep):
                pass
        if outcome["status"] == "ended" and not why:
            why = self._why_it_ended(job["memory_mb"], oom_kills)
        status = why[0] if why else outcome["status"]
        if status not in ("passed", "out_of_memory") and is_contained() and _oom_kills() > oom_kills:
            # Whoever the victim was, a child of the answer or even the grader: what followed came of it.
            why = "out_of_memory", _KILLED
        if why:
            outcome |= {"status": why[0], "message": f"{why[1]}\n{outcome['message']}"}
        stdout, stderr = (output.text() for output in self._outputs.values())
        known = {"nonce": job["nonce"], "isolation": job["isolation"], "seconds": round(seconds, 4)}
        return outcome | known | {"message": outcome["message"].strip(), "stdout": stdout, "stderr": stderr}

    def end(self) -> None:
        if self._grader:
            end_everything(self._candidate_uid, self._grader)

    def _watch(self, timeout: float, keep: int) -> tuple[dict[str, Any], tuple[str, str] | None]:
        """Wait for the grader's report. Returns it, and why we stopped the run, if we did: a status and a text."""
        poller = select.poll()
        for fd in (self._report, self._wake, *self._outputs):
            poller.register(fd, select.POLLIN)
        why: tuple[str, str] | None = None
        asked, deadline = False, time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            if left <= 0 and asked:
                return {"status": "ended", "message": "", "assertions": 0}, why
            for fd, _ in poller.poll(max(left, 0) * 1000):
                if fd == self._report:
                    with contextlib.suppress(EOFError):
                        return read_frame(fd), why
                    return {"status": "ended", "message": "the grader's process ended", "assertions": 0}, why
                if fd == self._wake:
                    os.read(fd, 1 << 10)
                    self._await_candidate(0)
                elif not self._outputs[fd].read(keep):
                    poller.unregister(fd)
            if sum(output.total for output in self._outputs.values()) > MAX_OUTPUT:
                why = why or ("output_limit", f"the answer printed more than {MAX_OUTPUT >> 20} MiB")
            if left <= 0:
                why = why or ("timeout", f"timed out after {timeout:g} s")
            if not asked and (why or self._candidate_end):
                asked, deadline = True, time.monotonic() + _LAST_WORD
                kill_answer(self._candidate_uid, self._grader)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._grader, signal.SIGALRM)

    def _await_candidate(self, patience: float) -> None:
        until = time.monotonic() + patience
        while not self._candidate_end:
            pid, status, usage = os.wait4(self._candidate, os.WNOHANG)
            if pid:
                self._candidate_end = status, usage.ru_maxrss
            elif time.monotonic() >= until:
                return
            else:
                time.sleep(0.002)

    def _why_it_ended(self, memory_mb: int, oom_kills: int) -> tuple[str, str]:
        if not self._candidate_end:
            return "error", "the answer closed its channel to the tests"
        code = os.waitstatus_to_exitcode(self._candidate_end[0])
        if code == candidate.OUT_OF_MEMORY:
            return "out_of_memory", "MemoryError in the answer"
        if code == -signal.SIGKILL and (_oom_kills() > oom_kills or self._candidate_end[1] > memory_mb << 9):
            return "out_of_memory", _KILLED
        if code == -signal.SIGXCPU:
            return "timeout", "the answer used up its processor time"
        if code < 0:
            return "error", f"the answer's process was killed by {signal.Signals(-code).name}"
        return "error", f"the answer ended its own process with exit status {code}"


def _oom_kills() -> int:
    """How often the kernel killed a process of our control group for memory."""
    for path in ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"):
        with contextlib.suppress(OSError), open(path) as file:
            return sum(int(line.split()[1]) for line in file if line.startswith("oom_kill "))
    return 0


def main(jobs: int = 0) -> None:
    """Serve one job or, as init of a container, up to `jobs`, each called for with READY."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if jobs <= 1:
        _serve(READY if jobs else b"")
        return
    for _ in range(jobs):
        # A supervisor for each, and a fork of us, who never read a job: no candidate inherits anything of an earlier one.
        pid = os.fork()
        if not pid:
            served = False
            try:
                served = _serve(READY)
            finally:
                os._exit(not served)
        if os.waitpid(pid, 0)[1] or not clean_up():
            return


def _serve(call: bytes) -> bool:
    """Serve one job; False if none came."""
    supervisor = Supervisor()
    try:
        supervisor.start()
        os.write(1, call)
        reply = supervisor.grade(read_frame(0))
    except EOFError:
        return False
    finally:
        supervisor.end()
    write_frame(1, reply)
    return True
