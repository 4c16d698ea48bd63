"""What must be true before anything is started: checked in less than two seconds, without a server and without a call."""

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path

from sandbox import open_sandbox
from self_harness.config import SIMULATED, RunConfig, nothing_to_compare_on
from self_harness.errors import ConfigError
from self_harness.files import probe
from self_harness.harness import load as load_harness
from self_harness.model.prices import PRICES, listed
from self_harness.record.log import RunFolder
from self_harness.steps.edits import read_edits
from self_harness.suite.problem import Suite, find_suite, load_suite, split
from tasks.models import check_models

CHANGEABLE = {
    "rounds",
    "prove",
    "max_cost",
    "max_calls",
    "max_minutes",
    "price",
    "engineer_price",
    "engineer_max_cost",
    "force",
    "concurrency",
    "dask_address",
    "call_timeout",
    "batch",
    "approve",
    "approve_hours",
    "compare_resampling",
    "out",
}
"""Settings that may be given anew when a run is resumed: they can't change a result that is already there."""


def check(config: RunConfig) -> Suite:
    """The suite of a run with this resolved config, if the run can start.

    Raises:
        ConfigError: suite, model name, price, harness file, folder or sandbox do not fit.
        FatalModelError: the model needs a key, and there is none.
    """
    suite = load_suite(find_suite(config.problems))
    if config.harness:
        load_harness(Path(config.harness))
    if config.model != SIMULATED:
        _check_model(config)
    check_models(config)
    open_sandbox(
        config.sandbox,
        simulated=config.model == SIMULATED,
        concurrency=1,
        on_notice=lambda text: None,
        runtime=config.sandbox_runtime,
        dask_address=config.dask_address,
    )
    for folder in (config.out, config.champions):
        if folder and "://" not in folder:
            probe(Path(folder))
    return suite


def check_run(config: RunConfig) -> Suite:
    """`check`, and what only the search needs: edits to test, a split, and a test split where there are champions."""
    suite = check(config)
    edits = read_edits(Path(config.edits)) if config.edits else ()
    if not config.proposals and not edits:
        raise ConfigError("With --proposals 0 there is nothing to test: give --edits FILE with edits of your own.")
    if config.champions and not config.test_split:
        raise ConfigError(
            "A champion is only replaced by what the test split supports: set test_split, such as --test-split 0.2."
        )
    split(suite, config.split, config.seed, config.test_split)
    return suite


def check_calibration(repeats: int, prompt_formats: int) -> None:
    """Raises ConfigError where the attempts at a problem are too few to show how far they differ."""
    if repeats < 2:
        raise ConfigError(f"repeats is {repeats}: noise shows from 2 attempts at each problem on; 5 are a good start.")
    if prompt_formats < 0 or prompt_formats == 1:
        raise ConfigError(
            f"prompt_formats is {prompt_formats}: 2 or more can be compared; 5 are a good start, 0 for none."
        )


def check_resumed(path: Path, given: RunConfig) -> Suite:
    """The suite of a run that is to be continued with these settings. Raises what `check` raises, and ConfigError if a
    setting can't be changed or the problems were."""
    folder = RunFolder(path)
    suite = check(changed(folder.start.config, given))
    if suite.digest != folder.start.suite_digest:
        raise ConfigError(
            f"The problems of {folder.start.config.problems} were changed since run {folder.start.run_id} was started."
        )
    return suite


def changed(old: RunConfig, given: RunConfig) -> RunConfig:
    """The settings of a resumed run: the old ones, and of those given the ones that may be changed."""
    wanted = {
        name: getattr(given, name) for name in sorted(given.model_fields_set - {"base_url"})
    }  # its address may change
    if fixed := [name for name, value in wanted.items() if name not in CHANGEABLE and value != getattr(old, name)]:
        raise ConfigError(f"A resumed run keeps its settings: leave out {', '.join(fixed)}, or start a new run.")
    config = old.model_copy(update={name: value for name, value in wanted.items() if name in CHANGEABLE})
    if fault := nothing_to_compare_on(config):
        raise ConfigError(fault)
    return config


def prefect_home() -> Path:
    """The folder of Prefect's settings and database. Prefect itself takes two seconds to say so."""
    return Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()


def check_prefect_home() -> None:
    """Raises ConfigError if Prefect can't keep its database there, or can't read its profiles."""
    probe(prefect_home())
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", prefect_home() / "profiles.toml"))
    try:
        if profiles.exists():
            tomllib.loads(profiles.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"Prefect can't read its profiles: {profiles}: {error}. Repair the file, or remove it."
        ) from error


def _check_model(config: RunConfig) -> None:
    """A model server of one's own has names of its own. Of the vendor's models all are known by their prices; another one
    may be new, and is believed where its price is given."""
    if config.base_url or config.price or listed(config.model, PRICES):
        return
    near = get_close_matches(config.model, [*PRICES, SIMULATED], n=1)
    meant = f"did you mean {near[0]}?" if near else f"known: {', '.join([*PRICES, SIMULATED])}."
    raise ConfigError(
        f"There is no known model {config.model!r}: {meant} For a new model, give its price: --price IN/OUT."
    )
