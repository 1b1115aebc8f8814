"""Which price and limit to offer whom: the most profitable offers within a lender's limits."""

from pipelines.simulation.pricing.limits import FairnessFloor, Limits
from pipelines.simulation.pricing.menu import (
    Menu,
    Price,
    prices_of_policy,
    ranged_menu,
    stepped_menu,
)
from pipelines.simulation.pricing.optimum import Optimum, ShadowPrice
from pipelines.simulation.pricing.portfolio import Portfolio, Totals
from pipelines.simulation.pricing.problem import Problem
from pipelines.simulation.pricing.rivals import greedy, uniform_price
from pipelines.simulation.pricing.solver import solve
from pipelines.simulation.pricing.take_up import (
    DemandCurve,
    demand_from_answers,
    demand_from_table,
    demand_of_policy,
    read_demand,
)
from pipelines.simulation.pricing.words import nothing_in_words, prices_in_words

__all__ = [
    "DemandCurve",
    "FairnessFloor",
    "Limits",
    "Menu",
    "Optimum",
    "Portfolio",
    "Price",
    "Problem",
    "ShadowPrice",
    "Totals",
    "demand_from_answers",
    "demand_from_table",
    "demand_of_policy",
    "greedy",
    "nothing_in_words",
    "prices_in_words",
    "prices_of_policy",
    "ranged_menu",
    "read_demand",
    "solve",
    "stepped_menu",
    "uniform_price",
]
