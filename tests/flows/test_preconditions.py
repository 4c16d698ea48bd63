"""What is wrong is said in one sentence, before a server is started and before anything is written."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from flows.preconditions import changed, check
from self_harness.config import RunConfig, resolve
from self_harness.errors import ConfigError
from self_harness.files import probe
from tests.conftest import COMMAND

REFUSED = [
    (("run", "--problems", "contract"), "There is no folder 'contract' and no bundled suite of that name"),
    (("run", "--model", "claude-haiku-45"), "did you mean claude-haiku-4-5?"),
    (("evaluate", "--model", "simulatd"), "did you mean simulated?"),
    (("calibrate", "--model", "m", "--base-url", "http://127.0.0.1:9", "--max-cost", "1"), "price of 'm' is not known"),
    (("run", "--out", "file"), "Nothing can be kept in file: "),
    (("run", "--champions", "file/x", "--test-split", "0.2"), "Nothing can be kept in file/x: "),
    (("run", "--harness", "gone.json"), "gone.json: No such file or directory"),
    (("run", "--resume", "r1"), "There is no run 'r1' in runs"),
    (("run", "--edits", "gone.toml"), "gone.toml: No such file or directory"),
    (("run", "--proposals", "0", "--champions", "c"), "--proposals 0 there is nothing to test"),
    (("run", "--champions", "c"), "set test_split, such as --test-split 0.2"),
    (("run", "--problems", "file"), "file is a file, and a suite is a folder"),
    (("compare", "gone.md", "file"), "There is no file 'gone.md', and no run of that name in runs"),
    (("calibrate", "--repeats", "1"), "noise shows from 2 attempts"),
    (("run", "--sandbox", "docker"), "install Docker"),
    (("run", "--model", "claude-haiku-4-5", "--sandbox", "local"), "ANTHROPIC_API_KEY"),
]


@pytest.mark.parametrize(("args", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_refused_before_anything_is_started(args: tuple[str, ...], says: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = tmp_path / "prefect"
    environ = {**os.environ, "PREFECT_HOME": str(home), "DOCKER_HOST": f"unix://{tmp_path}/none"}
    started = time.process_time_ns(), time.monotonic()
    done = subprocess.run([*COMMAND, *args], cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not home.exists(), "Prefect was not even imported"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
    assert time.monotonic() - started[1] < 30, "2 s where the machine has nothing else to do"


def test_a_new_model_is_believed_where_its_price_is_given() -> None:
    with pytest.raises(ConfigError, match="For a new model, give its price: --price IN/OUT"):
        check(resolve(RunConfig(model="claude-haiku-6", sandbox="local"), {}))
    with_price = RunConfig.model_validate({"model": "claude-haiku-6", "sandbox": "local", "price": "1/5"})
    own = RunConfig(model="my-model", sandbox="local", base_url="http://127.0.0.1:9")
    for config in (with_price.model_copy(update={"base_url": "http://127.0.0.1:9"}), own):
        assert len(check(resolve(config, {}))) == 88


def test_a_resumed_run_keeps_what_could_change_a_result() -> None:
    old = RunConfig(model="m", rounds=3, seed=1)
    assert changed(old, RunConfig(rounds=9, max_cost=2, seed=1)) == RunConfig(model="m", rounds=9, max_cost=2, seed=1)
    assert changed(old, RunConfig(base_url="http://127.0.0.1:9")) == old, "the same API may have another address"
    with pytest.raises(ConfigError, match="leave out gate, seed,"):
        changed(old, RunConfig(seed=2, gate="strict", rounds=9))
    with pytest.raises(ConfigError, match="test split"):
        changed(old, RunConfig(compare_resampling=True))


def test_a_probe_leaves_nothing(tmp_path: Path) -> None:
    probe(tmp_path / "not" / "there")
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="Not a directory"):
        probe(tmp_path / "file")
