"""The recipes of deploy/automations.yaml on a real workflow server, set up as deploy/README.md says: news, failure, death
and silence reach a webhook."""

import asyncio
import json
import os
import re
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from typing import get_args

import pytest
from prefect import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from tasks.events import News
from tests.conftest import environment
from tests.tasks.test_artifacts import begin

DEPLOY = Path(__file__).parents[2] / "deploy"


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
    """URL of a local webhook, and what is posted to it. As many a server, it needs some time, and drops a request whose
    client has hung up meanwhile."""
    posted: Queue[str] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not select.select([self.connection], [], [], 0.5)[0]:
                posted.put(body.decode())
                self.send_response(200)
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
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
    recipe = (DEPLOY / "automations.yaml").read_text()
    assert len(re.findall(r"within: (600|93600)$", recipe, re.M)) == 2
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "automations.yaml").write_text(
        re.sub(r"within: (600|93600)$", "within: 10", recipe, flags=re.M)
    )
    setup = re.findall(r"## Messages\n.*?```bash\n(.*?)```", (DEPLOY / "README.md").read_text(), re.S)[0]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(
        ["bash", "-euc", setup.replace("/tmp/automations.yaml", "ready.yaml")],
        cwd=tmp_path,
        env=environment(prefect_api, {"WEBHOOK_URL": url, "PATH": path}),
        check=True,
    )
    texts: list[str] = []

    def hear(*beginnings: str) -> None:
        deadline = time.monotonic() + 120
        while missing := [each for each in beginnings if not any(text.startswith(each) for text in texts)]:
            try:
                texts.append(json.loads(posted.get(timeout=max(0, deadline - time.monotonic())))["text"])
            except Empty:
                pytest.fail(f"not told: {missing}; told: {texts}")

    news = [f'mine with m, run run-7: of "{each}"' for each in get_args(News)]
    with subprocess.Popen([sys.executable, "-c", DYING], env=environment(prefect_api)) as dying:
        try:
            folder = str(begin(tmp_path, "run-7", "m").path)
            subprocess.run([sys.executable, "-c", NEWS, folder], env=environment(prefect_api), capture_output=True)
            hear(*news, "optimize contracts, run 7 ended as Failed: ")
            dying.kill()
            hear(CRASHED, SILENT)
        finally:
            dying.kill()
            with temporary_settings({PREFECT_API_URL: prefect_api}):
                asyncio.run(delete_automations())
    assert any('no "luck"' in text for text in texts)
    assert all(texts.count(text) == 1 for text in news)
