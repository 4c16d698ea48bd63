"""The simulated model behind an HTTP client."""

import asyncio
import json
from typing import TYPE_CHECKING

from self_harness.errors import ConfigError
from self_harness.simulation.model import SimulatedModel

if TYPE_CHECKING:
    import httpx2


def transport(model: SimulatedModel, delay: float = 0.0) -> "httpx2.MockTransport":
    """The model as the transport of an httpx2 client; each answer takes `delay` seconds.

    A ConfigError of the model becomes a 400, as an API would say it: raised in a transport, the SDK would take it for a
    broken connection.
    """
    import httpx2

    async def handle(request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST" or not request.url.path.endswith("/v1/messages"):
            return _failure(404, "not_found_error", "The simulated model answers POST /v1/messages only.")
        await asyncio.sleep(delay)
        try:
            message = model.answer(json.loads(request.content), request.headers.get("idempotency-key", ""))
        except ConfigError as error:
            return _failure(400, "invalid_request_error", str(error))
        return httpx2.Response(200, json=message, headers={"request-id": f"req_{message['id']}"})

    def _failure(status: int, kind: str, message: str) -> httpx2.Response:
        return httpx2.Response(status, json={"type": "error", "error": {"type": kind, "message": message}})

    return httpx2.MockTransport(handle)
