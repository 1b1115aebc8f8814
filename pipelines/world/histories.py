"""A part of the world up to the requests: who sells what, and who asks for a loan when."""

from dataclasses import dataclass

import numpy as np

from pipelines.world.applications import Requests, draw_requests
from pipelines.world.conditions import Setting
from pipelines.world.demand import Demand, draw_demand
from pipelines.world.distress import Distress, draw_distress
from pipelines.world.drivers import Drivers, measure_drivers
from pipelines.world.fraud import Fraud, plan_fraud
from pipelines.world.horizon import Ints
from pipelines.world.merchants import Merchants, draw_merchants
from pipelines.world.risk import Fortune, draw_fortune
from pipelines.world.sales import Sales, draw_sales

Streams = dict[str, np.random.Generator]


@dataclass(frozen=True)
class Histories:
    """Everything about a batch of merchants that no loan has touched yet."""

    merchants: Merchants
    distress: Distress
    fraud: Fraud
    demand: Demand
    sales: Sales
    requests: Requests
    drivers: Drivers
    fortune: Fortune


def draw_histories(rng: Streams, number: Ints, setting: Setting) -> Histories:
    """Draw the merchants of the given numbers, their sales and their requests."""
    horizon, world = setting.horizon, setting.parameters
    merchants = draw_merchants(rng["merchants"], number, horizon, world)
    distress = draw_distress(rng["distress"], merchants, horizon, world)
    fraud = plan_fraud(rng["fraud"], merchants, horizon, world)
    demand = draw_demand(rng["demand"], merchants, distress, fraud, setting)
    sales = draw_sales(rng["sales"], merchants, demand, fraud, horizon, world)
    requests = draw_requests(rng["requests"], merchants, distress, fraud, setting)
    drivers = measure_drivers(requests, merchants, distress, demand, sales, horizon)
    fortune = draw_fortune(rng["fortune"], requests, world)
    return Histories(merchants, distress, fraud, demand, sales, requests, drivers, fortune)
