"""Between the answers of a reused container: no process and no file of the last one may meet the next."""

import contextlib
import os
import signal

from .processes import become, uids

_TMP = b"/tmp"
"""The one place of the container that can be written to."""


def clean_up() -> bool:
    """As init: end all other processes and empty /tmp. False if that failed: the container is then to be given up."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)  # one sweep under the kernel's lock: no fork escapes it
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    for uid in uids() or (None,) if os.listdir(_TMP) else ():
        pid = os.fork()
        if not pid:
            try:
                if uid is not None:  # our own rights do not reach into its folders
                    become(uid)
                _empty()
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
    return not os.listdir(_TMP)


def _empty() -> None:
    """Delete what is ours. A folder's folders move to the top before it goes, so that no depth is too deep."""
    while ours := [entry for entry in os.scandir(_TMP) if entry.stat(follow_symlinks=False).st_uid == os.geteuid()]:
        for entry in ours:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry)
                continue
            os.chmod(entry, 0o700)
            for inner in os.scandir(entry):
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner, 0o700)
                    os.rename(inner, os.path.join(_TMP, os.urandom(16).hex().encode()))
                else:
                    os.unlink(inner)
            os.rmdir(entry)
