"""No answer of the corpus fools the runner; how many fool `python tests.py` is measured beside it."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from sandbox import open_sandbox
from sandbox.engine import engine_trouble
from self_harness.attempt import Limits
from tests.cheats import CHEATS, HERE, IS_ROOT, SUITES, Cheat, fools_naive, grade

T = TypeVar("T")

# Without root the answer has our uid: it could kill us, or start more processes than we can count.
SAFE_HERE = CHEATS if IS_ROOT else [cheat for cheat in CHEATS if cheat.harms == "nobody"]
FAMILIES = {
    "brute force", "exiting", "forged output", "lying values", "patching", "resources", "stealing", "swallowing", "time bomb",
}  # fmt: skip


def at_once(count: int, function: Callable[[Cheat], T], cheats: list[Cheat]) -> dict[str, T]:
    with ThreadPoolExecutor(count) as pool:
        return dict(zip([cheat.name for cheat in cheats], pool.map(function, cheats), strict=True))


def test_the_corpus_is_broad() -> None:
    families = Counter(cheat.family for cheat in CHEATS)
    assert set(families) == FAMILIES
    assert min(families.values()) >= 4
    assert len(CHEATS) >= 220
    assert sum(cheat.fooled_naive for cheat in CHEATS) >= 110
    assert {cheat.suite for cheat in CHEATS} == set(SUITES) == {path.stem for path in (HERE / "honest").glob("*.py")}


def test_no_cheat_passes_locally() -> None:
    verdicts = at_once(2, lambda cheat: grade(cheat.code, cheat.tests, timeout=1.5, output_kb=4), SAFE_HERE)
    assert {name: verdict for name, verdict in verdicts.items() if verdict["status"] == "passed"} == {}
    assert {name: verdict for name, verdict in verdicts.items() if not verdict["message"]} == {}
    late = {name: verdict["seconds"] for name, verdict in verdicts.items() if verdict["seconds"] > 2.5}
    assert late == {}


def test_the_headers_say_who_fools_a_naive_run() -> None:
    some = [cheat for cheat in SAFE_HERE if cheat.family != "resources"][::4]  # all of them take a minute and more
    measured = at_once(5, fools_naive, some)
    assert measured == {cheat.name: cheat.fooled_naive for cheat in some}


@pytest.mark.docker
async def test_no_cheat_passes_in_docker() -> None:
    if trouble := engine_trouble():
        pytest.fail(trouble) if os.environ.get("CI") == "true" else pytest.skip(trouble)
    limits = Limits(timeout=2.0, memory_mb=256, output_kb=4)
    async with open_sandbox("docker", simulated=False, concurrency=4, on_notice=print) as sandbox:
        verdicts = await asyncio.gather(*(sandbox.grade(cheat.code, cheat.tests, limits) for cheat in CHEATS))
    named = dict(zip([cheat.name for cheat in CHEATS], verdicts, strict=True))
    assert {name: verdict for name, verdict in named.items() if verdict.passed} == {}
    assert {name: verdict for name, verdict in named.items() if not verdict.message} == {}
