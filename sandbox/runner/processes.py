"""Children under their own uids, and the end of all of them.

As root, grader and candidate get two uids that nobody else has: neither can read the other's memory or send it
signals. Without root they share the caller's uid: their memory is still closed to each other (not dumpable), but
the candidate can kill grader and supervisor, which ends in no verdict, and it has the caller's rights to files.
"""

import contextlib
import os
import signal
import stat
import time
import types
from collections.abc import Callable

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS, _PR_SET_CHILD_SUBREAPER = 1, 4, 8, 36
_CAPABILITY_VERSION, _CAP_DAC_READ_SEARCH = 0x20080522, 1 << 2

ALONE = os.getpid() == 1
"""Whether every process that we can see is our own: in a container or a PID namespace of ours, in every fork as well."""


def is_contained() -> bool:
    """Whether we are in a container of ours, with a control group that holds nobody else."""
    return ALONE and bool(os.statvfs("/").f_flag & os.ST_RDONLY)


def prepare() -> None:
    if os.geteuid() != 0:
        _prctl(_PR_SET_DUMPABLE, 0)
    if not ALONE:
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    if is_contained():
        os.chmod("/tmp", 0o777)  # not sticky: tests and answer may remove each other's files, as in one process


def uids() -> tuple[int, int] | None:
    """One for the grader and one for the candidate; None where we may not switch."""
    if os.geteuid() != 0:
        return None
    with open("/proc/self/uid_map") as file:
        mapped = int(file.read().split()[2])
    if mapped < 1 << 31:  # a user namespace with few uids: the container has them to itself
        return 60_001, 60_002
    # The number of a PID namespace, or a pid in ours, belongs to one living supervisor only.
    unique = os.stat("/proc/self/ns/pid").st_ino & 0xFFFFFFF if ALONE else (1 << 28) + os.getpid()
    return 1_000_000 + 2 * unique, 1_000_001 + 2 * unique


def fork(uid: int | None, keep: tuple[int, ...], streams: tuple[int, int] | None, main: Callable[..., None]) -> int:
    """Start `main(*keep)` in a child with no other descriptors than these and its streams. Returns the pid."""
    contained = is_contained()
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        os.umask(0)  # tests and answer may pass files to each other
        null = os.open(os.devnull, os.O_RDWR)
        for target, source in enumerate((null, *(streams or (null, null)))):
            os.dup2(source, target)
        low = 3
        for fd in sorted(keep):
            os.closerange(low, fd)
            low = fd + 1
        os.closerange(low, os.sysconf("SC_OPEN_MAX"))
        if streams:  # the candidate: it dies first when memory is short; without root the file is closed to us
            if contained:  # where niceness counts only among ourselves: a fork bomb must not starve the supervisor
                os.nice(19)
            with contextlib.suppress(PermissionError), open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        if uid is not None:
            become(uid)
        if not ALONE:
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        os.environ.clear()
        main(*keep)
    finally:
        os._exit(0)


def kill_answer(uid: int | None, grader: int) -> None:
    """Kill the candidate (of this uid, where it has its own) and whatever it started, but not the grader."""
    if uid is None:
        for pid in _descendants() - {grader}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    elif ALONE:
        # One sweep under the kernel's lock, which no fork escapes. We don't fork for it: a bomb may have taken all processes
        # there may be. Nor can it signal us: for that our real and saved uid count.
        os.seteuid(uid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        os.seteuid(0)
    elif not (pid := os.fork()):
        try:
            os.setresuid(uid, uid, uid)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    else:
        os.waitpid(pid, 0)


def end_everything(uid: int | None, grader: int) -> None:
    """Kill all that is left, and reap it."""
    patience = time.monotonic() + 1
    while True:
        kill_answer(uid, grader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(grader, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        if ALONE or time.monotonic() > patience:  # what init leaves behind dies with it
            return
        time.sleep(0.001)


def _descendants() -> set[int]:
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdecimal():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as file:
                parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours and pid not in ours}:
        ours |= more
    return ours - {os.getpid()}


def clean_up() -> bool:
    """As init: end all other processes. False if an answer left files: the container is then to be given up."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)  # one sweep under the kernel's lock: no fork escapes it
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return not os.listdir("/tmp")  # the one place that can be written to


def become(uid: int) -> None:
    """Take on a uid, and no rights but its own."""
    folder = os.path.dirname(os.path.realpath(os.__file__))
    folders = [folder[:end] for end, letter in enumerate(folder + "/") if letter == "/" and end]
    closed = not all(os.stat(path).st_mode & stat.S_IXOTH for path in folders)
    if closed:
        _prctl(_PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if closed:  # an interpreter in root's home: the standard library must stay importable, so reading is all we keep
        import ctypes

        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
        sets = (ctypes.c_uint32 * 6)(_CAP_DAC_READ_SEARCH, _CAP_DAC_READ_SEARCH)
        if ctypes.CDLL(None).capset(header, sets):
            raise OSError("capset")


def share_temporary_files(source: str) -> None:
    """Let the other process use what `source` makes with `tempfile`, which is for its own user alone by default."""
    if "tempfile" in source:
        import tempfile

        shared = {
            "open": lambda path, flags, mode: os.open(path, flags, 0o666), "mkdir": lambda path, mode: os.mkdir(path, 0o777),
        }  # fmt: skip
        tempfile._os = types.SimpleNamespace(**vars(os) | shared)  # type: ignore[attr-defined]


def _prctl(option: int, value: int) -> None:
    import ctypes  # only outside a container, where its 5 ms do not count

    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
