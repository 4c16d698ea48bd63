"""Which models a run has, and what each costs."""

from typing import NamedTuple

from self_harness.config import SIMULATED, RunConfig
from self_harness.model.prices import Price, price_of
from self_harness.model.types import Role


class Prices(NamedTuple):
    """None: no price is known, or the model is simulated."""

    solver: Price | None
    engineer: Price | None

    def of(self, role: Role) -> Price | None:
        return self.solver if role == "solver" else self.engineer


def has_engineer(config: RunConfig) -> bool:
    """Whether analyst and engineer are another model than the solver."""
    engineer = config.model_of("engineer"), config.engineer_base_url or config.base_url
    return engineer[0] != SIMULATED and engineer != (config.model, config.base_url)


def prices_of(config: RunConfig) -> Prices:
    """Of a resolved config. Raises ConfigError where a cap could not hold."""
    solver = None if config.model == SIMULATED else price_of(config.model, config.price, config.max_cost)
    if not has_engineer(config):
        return Prices(solver, solver)
    caps = [cap for cap in (config.engineer_max_cost, config.max_cost) if cap is not None]
    return Prices(solver, price_of(config.engineer_model, config.engineer_price, min(caps, default=None)))
