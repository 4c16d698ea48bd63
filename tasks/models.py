"""The models of a run: the solver's, and the engineer's where it is another one."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import httpx2

from self_harness.config import SIMULATED, RunConfig
from self_harness.errors import BudgetExhausted, FatalModelError, SelfHarnessError
from self_harness.evaluation.pricing import has_engineer, prices_of
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel, OnStep
from self_harness.model.connection import check_credentials, engineer_key
from self_harness.model.types import Reply, Request, Role


def check_models(config: RunConfig) -> None:
    """Raises what would keep the models of a resolved config from being asked: keys, proxies, prices."""
    if config.model != SIMULATED:
        check_credentials(config.base_url)
    if has_engineer(config):
        check_credentials(config.engineer_base_url, engineer_key(config.base_url, config.engineer_base_url))
    prices_of(config)


class Models:
    """Asks the model of each role, until something ends the run: then no further call is made."""

    def __init__(
        self,
        models: Mapping[Role, AnthropicModel],
        check: Callable[[], None],
        stop: Callable[[SelfHarnessError], None],
    ) -> None:
        self._models = models
        self._check = check
        self._stop = stop

    async def complete(self, request: Request) -> Reply:
        self._check()
        try:
            return await self._models[request.role].complete(request)
        except (FatalModelError, BudgetExhausted) as error:
            self._stop(error)
            raise


@asynccontextmanager
async def open_models(
    config: RunConfig,
    simulated: httpx2.AsyncBaseTransport | None,
    base_url: str,
    budget: Budget,
    engineer_spent: float,
    on_notice: Callable[[str], None],
    on_step: OnStep,
) -> AsyncIterator[Mapping[Role, AnthropicModel]]:
    """The open client of each role.

    simulated: the simulated solver. base_url: where the solver's API is now, if not at the config's address. budget: of the
    run, at the solver's price. engineer_spent: dollars, in earlier parts of the run.
    """
    moved = {config.base_url: base_url} if base_url else {}

    def client(
        transport: httpx2.AsyncBaseTransport | None, address: str, key: str | None, own: Budget
    ) -> AnthropicModel:
        return AnthropicModel(
            api_key=key,
            base_url=address,
            transport=transport,
            simulated=transport is not None,
            concurrency=config.concurrency,
            timeout=config.call_timeout,
            budget=own,
            on_notice=on_notice,
            on_step=on_step,
        )

    async with AsyncExitStack() as stack:
        solver = await stack.enter_async_context(client(simulated, base_url or config.base_url, None, budget))
        engineer = solver
        if has_engineer(config):
            cap = config.engineer_max_cost
            own = Budget(
                None, cap, prices_of(config).engineer, cost=engineer_spent, within=budget, cap="engineer_max_cost"
            )
            key = engineer_key(config.base_url, config.engineer_base_url)
            address = moved.get(config.engineer_base_url, config.engineer_base_url)
            engineer = await stack.enter_async_context(client(None, address, key, own))
        yield {"solver": solver, "analyst": engineer, "engineer": engineer}
