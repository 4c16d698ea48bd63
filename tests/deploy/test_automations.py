"""The recipes of deploy/automations.yaml on a real workflow server: news, failure, death and silence reach a webhook."""

import asyncio
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from typing import get_args

import pytest
from prefect import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from tasks.events import News
from tests.conftest import environment
from tests.tasks.test_artifacts import begin

AUTOMATIONS = Path(__file__).parents[2] / "deploy" / "automations.yaml"

SAVE = """
import sys
from prefect.blocks.webhook import Webhook
print(Webhook(url=sys.argv[1]).save("self-harness", overwrite=True))
"""

NEWS = """
import asyncio, sys
from pathlib import Path
from prefect import flow
from self_harness.record.log import RunFolder
from tasks.events import News, emit
from typing import get_args

@flow(name="optimize", flow_run_name="optimize contracts, run 7")
async def optimize():
    for news in get_args(News):
        emit(RunFolder(Path(sys.argv[1])), news, f'of "{news}"')
    raise ValueError('no "luck"')

asyncio.run(optimize())
"""
DYING = """
import asyncio
from prefect import flow

@flow(name="optimize", flow_run_name="optimize contracts, run 8")
async def optimize():
    await asyncio.sleep(60)

asyncio.run(optimize())
"""
CRASHED = "optimize contracts, run 8 ended as Crashed: No sign of life for ten minutes"
SILENT = "No optimize run was completed in the last 26 hours"


@pytest.fixture
def webhook() -> Iterator[tuple[str, "Queue[str]"]]:
    """URL of a local webhook, and what is posted to it."""
    posted: Queue[str] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if body := self.rfile.read(int(self.headers["Content-Length"])):  # none of a request that was given up
                posted.put(body.decode())
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


async def delete_automations() -> None:
    async with get_client() as client:
        for automation in await client.read_automations():
            await client.delete_automation(automation.id)


def test_each_automation_fires(prefect_api: str, tmp_path: Path, webhook: tuple[str, "Queue[str]"]) -> None:
    """As shipped, but for the time that has to pass before silence is told: Prefect's least, ten seconds."""
    url, posted = webhook

    def python(*args: str) -> str:
        done = subprocess.run([sys.executable, *args], env=environment(prefect_api), capture_output=True, text=True)
        return done.stdout

    recipe, text = tmp_path / "automations.yaml", AUTOMATIONS.read_text()
    assert len(re.findall(r"within: (600|93600)$", text, re.M)) == 2
    text = re.sub(r"within: (600|93600)$", "within: 10", text, flags=re.M)
    recipe.write_text(text.replace("BLOCK", python("-c", SAVE, url).strip()))
    python("-m", "prefect", "--no-prompt", "automation", "create", "--from-file", str(recipe))
    texts: list[str] = []

    def told(*beginnings: str) -> bool:
        return all(any(text.startswith(beginning) for text in texts) for beginning in beginnings)

    with subprocess.Popen([sys.executable, "-c", DYING], env=environment(prefect_api)) as dying:
        try:
            python("-c", NEWS, str(begin(tmp_path, "run-7", "m").path))
            news = [f'mine with m, run run-7: of "{each}"' for each in get_args(News)]
            failed = "optimize contracts, run 7 ended as Failed: "
            while not told(*news, failed):
                texts.append(json.loads(posted.get(timeout=60))["text"])
            dying.kill()
            while not told(CRASHED, SILENT):
                texts.append(json.loads(posted.get(timeout=60))["text"])
        finally:
            dying.kill()
            with temporary_settings({PREFECT_API_URL: prefect_api}):
                asyncio.run(delete_automations())
    assert any('no "luck"' in text for text in texts)
    assert all(texts.count(text) == 1 for text in news)
