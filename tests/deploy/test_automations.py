"""The recipes of deploy/automations.yaml on a real workflow server: an event of ours and a failed run reach a webhook."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue

import pytest

from tests.conftest import environment

AUTOMATIONS = Path(__file__).parents[2] / "deploy" / "automations.yaml"

SAVE = """
import sys
from prefect.blocks.webhook import Webhook
print(Webhook(url=sys.argv[1]).save("self-harness", overwrite=True))
"""

HAPPENINGS = """
import asyncio
from prefect import flow
from flows.approval import approved
from self_harness.harness import START, Edit, apply
from tasks.events import promoted

@flow(name="optimize", flow_run_name="optimize contracts, run 7")
async def optimize():
    promoted("contracts", "7", START, apply(START, Edit(op="append", block="strategy", text="Read twice.")), "Promoted.")
    await approved("# Question", "automation", 1)
    raise ValueError('no "luck"')

asyncio.run(optimize())
"""


@pytest.fixture
def webhook() -> Iterator[tuple[str, "Queue[str]"]]:
    """URL of a local webhook, and what is posted to it."""
    posted: Queue[str] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", posted
        server.shutdown()
        thread.join()


def test_promotion_question_and_failure_reach_the_webhook(
    prefect_api: str, tmp_path: Path, webhook: tuple[str, "Queue[str]"]
) -> None:
    url, posted = webhook

    def python(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *args], env=environment(prefect_api), capture_output=True, text=True)

    block = python("-c", SAVE, url)
    assert block.returncode == 0, block.stderr
    recipe = tmp_path / "automations.yaml"
    recipe.write_text(AUTOMATIONS.read_text().replace("BLOCK", block.stdout.strip()))
    created = python("-m", "prefect", "--no-prompt", "automation", "create", "--from-file", str(recipe))
    assert created.returncode == 0, created.stdout + created.stderr

    python("-c", HAPPENINGS)
    texts = sorted(json.loads(posted.get(timeout=60))["text"] for _ in range(3))
    assert texts[0] == "A new harness waits for you: self-harness approve automation"
    assert texts[1] == "contracts, run 7: Promoted."
    assert texts[2].startswith("optimize contracts, run 7 ended as Failed: ")
    assert 'no "luck"' in texts[2]
