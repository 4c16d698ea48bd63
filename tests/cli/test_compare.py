"""`self-harness compare`, from the command line to the answer."""

import json
import shutil
from pathlib import Path

import pytest

from self_harness.cli.compare import _side
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.release.champion import ChampionStore
from self_harness.release.history import Evidence
from self_harness.suite.problem import BUNDLED
from tests.conftest import Cli

A = "You answer with one topic."
B = f"""{A}

Do not let a single keyword decide: ask what the writer wants done.

Choose other only where no definition fits, and then do choose it.
Read past striking words to the actual request.
"""
LITTLE = """\
from solution import answer

score = 1.0 if answer == expected else 0.1
assert score >= pass_at, "wrong"
"""


def test_it_stops_at_a_cap_and_goes_on_to_an_answer(cli: Cli, tmp_path: Path) -> None:
    """A wrong answer scores a little, and that counts."""
    shutil.copytree(BUNDLED / "tickets", tmp_path / "tickets")
    (tmp_path / "tickets" / "tests.py").write_text(LITTLE)
    (tmp_path / "a.md").write_text(A)
    (tmp_path / "b.md").write_text(B)
    capped = cli("compare", "a.md", "b.md", "--problems", "tickets", "--max-calls", 20, "--margin", 0.2)
    assert capped.returncode == 0, capped.stderr
    assert "Simulated: Undecided" in capped.stdout
    assert "Ended: The budget of 20 calls is spent" in capped.stdout
    assert "`self-harness compare --resume " in capped.stdout

    refused = cli("compare", "--resume", "last", "--margin", 0.1)
    assert (refused.returncode, refused.stderr) == (
        2,
        "A resumed comparison keeps its margin, 0.2: leave out --margin.\n",
    )
    done = cli("compare", "--resume", "last", "--max-calls", 2000, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    result = found["result"]
    assert found["simulated"] is True
    assert (found["a"]["name"], found["b"]["role"]) == ("a.md", A)
    assert (result["answer"], result["margin"]) == ("better", 0.2)
    assert 0.1 < result["a"] < result["b"]
    assert result["effect"] == pytest.approx(0.9 * (result["won"] - result["lost"]) / result["pairs"])
    assert found["totals"]["calls"] == 2 * result["pairs"], "no pair was paid for twice"
    assert found["ended"] == "better"

    (folder,) = (tmp_path / "runs" / "comparisons").glob("*/")
    assert "B is better than A" in cli("show", folder).stdout
    refused = cli("run", "--resume", folder)
    assert refused.returncode == 2
    assert "is no run but a comparison" in refused.stderr
    refused = cli("compare", "a.md")
    assert refused.returncode == 2
    assert "Give two harnesses, A and B, or --resume ID alone." in refused.stderr


def test_a_side_may_be_the_champion(tmp_path: Path) -> None:
    champions = str(tmp_path / "champions")
    with pytest.raises(ConfigError, match="Name the folder of the champions: --champions DIR"):
        _side("champion", RunConfig())
    settings = RunConfig(problems="tickets", model="simulated", champions=champions)
    with pytest.raises(ConfigError, match="There is no champion of tickets with simulated"):
        _side("champion", settings)
    best = Harness(role="Be the best.")
    ChampionStore(champions, "tickets", "simulated").promote(best, "by hand", Evidence())
    assert _side("champion", settings) == (best, "champion")
