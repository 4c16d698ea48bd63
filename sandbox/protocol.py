"""What host and runner say to each other: one job in, one verdict out, each a frame of 4 bytes of length + JSON. A
container calls for each of its jobs with an empty frame.

Nothing here does input or output: a pipe to a local process and the attached stream of a container use the same code.
"""

import json
import secrets
import struct

from self_harness.attempt import Isolation, Limits, Verdict
from self_harness.errors import SandboxError

GRACE = 10.0
"""Seconds that the runner has, beyond the answer's own, to deliver its verdict; a fork bomb on a busy machine delays it by
two or three. Only a hung engine is noticed later for it."""
READY = bytes(4)
"""An empty frame, with which a container calls for a job."""


class Exchange:
    """One job: the bytes to send, and the verdict in the bytes that come back."""

    def __init__(self, code: str, tests: str, limits: Limits, isolation: Isolation, label: str) -> None:
        self._nonce = secrets.token_hex(16)
        self._label = label
        self._received = bytearray()
        self._complaints = b""
        # A control character becomes \u00XX in JSON: six bytes for one.
        self._max_frame = 2**20 + 2 * 6 * 1024 * limits.output_kb
        self.patience = limits.timeout + GRACE
        """Seconds after which no verdict is a broken sandbox."""
        self.surplus = b""
        """What was received beyond the verdict, once that is complete."""
        job = {"nonce": self._nonce, "code": code, "tests": tests, "isolation": isolation} | limits.model_dump()
        payload = json.dumps(job).encode()
        self.request = struct.pack(">I", len(payload)) + payload

    def overhear(self, data: bytes) -> None:
        """Take what the runner wrote to its standard error: it has nothing to say there unless it is broken."""
        self._complaints = (self._complaints + data)[-2000:]

    def receive(self, data: bytes) -> Verdict | None:
        """Take what the runner wrote, cut anywhere, b"" for end of file; None until the verdict is complete.

        Raises:
            SandboxError: end of file before a verdict, a frame that is too long or malformed, or another job's nonce.
        """
        if not data:
            complaints = self._complaints.decode(errors="replace").strip()
            raise SandboxError(f"the {self._label} sandbox ended without a verdict. {complaints}".rstrip())
        self._received += data
        if len(self._received) < 4:
            return None
        (length,) = struct.unpack_from(">I", self._received)
        if length > self._max_frame:
            raise SandboxError(f"the {self._label} sandbox announced a verdict of {length} bytes")
        if len(self._received) < 4 + length:
            return None
        self.surplus = bytes(self._received[4 + length :])
        try:
            reply = json.loads(self._received[4 : 4 + length])
            if reply["nonce"] != self._nonce:
                raise SandboxError(f"the {self._label} sandbox sent a verdict on another job")
            fields = {name: reply[name] for name in Verdict.model_fields if name in reply}
            return Verdict(**fields | {"sandbox": self._label})
        except (ValueError, TypeError, KeyError) as error:
            raise SandboxError(f"the {self._label} sandbox sent a malformed verdict: {error}") from error
