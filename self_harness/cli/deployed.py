"""The flows as deployments offer them: each setting is a parameter of its own.

Prefect merges the parameters of a deployment with those of a run by name. With one parameter `config` for all settings, a
run that sets one of them would drop all others of its deployment, its cap among them.
"""

import inspect
import os
from functools import wraps
from typing import Annotated, Any

from prefect import Flow
from prefect.blocks.system import Secret
from pydantic.fields import FieldInfo

from flows.calibrate import calibrate as calibrate_flow
from flows.evaluate import evaluate as evaluate_flow
from flows.optimize import optimize as optimize_flow
from self_harness.config import SECTIONS, SIMULATED, RunConfig, resolve
from self_harness.errors import ConfigError

KEY_BLOCK = "Name of the Secret block in Prefect that holds the API key. If not given: the key of the environment."
FIELDS = {name: field for section in SECTIONS for name, field in section.model_fields.items()}


def deployed(flow: Flow[..., Any]) -> Flow[..., Any]:
    """The flow with all fields of RunConfig as parameters instead of `config`."""
    others = [each for each in inspect.signature(flow.fn).parameters.values() if each.name not in ("config", *FIELDS)]

    @wraps(flow.fn)
    async def run(key_block: str = "", **given: Any) -> Any:
        if key_block:
            key: Any = await Secret.aload(key_block)
            os.environ["ANTHROPIC_API_KEY"] = str(key.get())
        rest = {each.name: given.pop(each.name) for each in others if each.name in given}
        config = RunConfig.model_validate(
            {name: value for name, value in given.items() if value != FIELDS[name].default}
        )
        _require_cap(config)
        return await flow.fn(config, **rest)

    settings = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=_type(field))
        for name, field in FIELDS.items()
    ]
    described = "\n".join(
        f"    {name}: {' '.join((field.description or '').split())}" for name, field in FIELDS.items()
    )
    block = inspect.Parameter("key_block", inspect.Parameter.KEYWORD_ONLY, default="", annotation=str)
    parameters = [*settings, *(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in others), block]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__module__, run.__doc__ = __name__, f"{inspect.getdoc(flow.fn)}\n{described}\n    key_block: {KEY_BLOCK}\n"
    return Flow(run, name=flow.name, flow_run_name=f"{flow.name} {{problems}}")


def _type(field: FieldInfo) -> Any:
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _require_cap(config: RunConfig) -> None:
    model = resolve(config).model
    if model != SIMULATED and config.max_cost is None and config.max_calls is None:
        raise ConfigError(f"A deployed run of {model} needs a cap, since nobody watches it: set max_cost or max_calls.")


optimize = deployed(optimize_flow)
evaluate = deployed(evaluate_flow)
calibrate = deployed(calibrate_flow)
