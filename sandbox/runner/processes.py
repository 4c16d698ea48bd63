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
from collections.abc import Callable

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS, _PR_SET_CHILD_SUBREAPER = 1, 4, 8, 36
_CAPABILITY_VERSION, _CAP_DAC_READ_SEARCH = 0x20080522, 1 << 2


def is_init() -> bool:
    """Whether every process that we can see is our own: true in a container or a new PID namespace."""
    return os.getpid() == 1


def prepare() -> None:
    if os.geteuid() != 0:
        _prctl(_PR_SET_DUMPABLE, 0)
    if not is_init():
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def uids() -> tuple[int, int] | None:
    """One for the grader and one for the candidate; None where we may not switch."""
    if os.geteuid() != 0:
        return None
    with open("/proc/self/uid_map") as file:
        mapped = int(file.read().split()[2])
    if mapped < 1 << 31:  # a user namespace with few uids: the container has them to itself
        return 60_001, 60_002
    # The number of a PID namespace, or a pid in ours, belongs to one living supervisor only.
    unique = os.stat("/proc/self/ns/pid").st_ino & 0xFFFFFFF if is_init() else (1 << 28) + os.getpid()
    return 1_000_000 + 2 * unique, 1_000_001 + 2 * unique


def fork(uid: int | None, keep: tuple[int, ...], streams: tuple[int, int] | None, main: Callable[..., None]) -> int:
    """Start `main(*keep)` in a child with no other descriptors than these and its streams. Returns the pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for target, source in enumerate((null, *(streams or (null, null)))):
            os.dup2(source, target)
        low = 3
        for fd in sorted(keep):
            os.closerange(low, fd)
            low = fd + 1
        os.closerange(low, os.sysconf("SC_OPEN_MAX"))
        if streams:  # the candidate dies first when memory is short; without root the file is closed to us
            with contextlib.suppress(PermissionError), open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        if uid is not None:
            become(uid)
        if os.getppid() != 1:
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        os.environ.clear()
        main(*keep)
    finally:
        os._exit(0)


def end_everything(pids: list[int], candidate_uid: int | None) -> None:
    """Kill the children and whatever they started, and reap it."""
    patience = time.monotonic() + 2
    while time.monotonic() < patience:
        if is_init():
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)  # one sweep under the kernel's lock: no fork escapes it
        else:
            for pid in (*pids, *_descendants()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if candidate_uid is not None:
                _kill_all_of(candidate_uid)
        if not _reap():
            return
        time.sleep(0.001)


def _reap() -> bool:
    """Take leave of the dead; False when no child is left."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    return False


def _kill_all_of(uid: int) -> None:
    pid = os.fork()
    if not pid:
        try:
            os.setresuid(uid, uid, uid)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _descendants() -> list[int]:
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdecimal():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as file:
                parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours and pid not in ours}:
        ours |= more
    return [*(ours - {os.getpid()})]


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
        import ctypes  # noqa: PLC0415

        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
        sets = (ctypes.c_uint32 * 6)(_CAP_DAC_READ_SEARCH, _CAP_DAC_READ_SEARCH)
        if ctypes.CDLL(None).capset(header, sets):
            raise OSError("capset")


def _prctl(option: int, value: int) -> None:
    import ctypes  # noqa: PLC0415  # only outside a container, where its 5 ms do not count

    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
