"""One application explained and decided in process, over many; and one purchase at the checkout."""

import gc
import random
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.checkout import Accepted, CheckoutDesk, PurchaseRequest, judge
from pipelines.deciding import decide_application, open_desk
from pipelines.explain import contributions, explain_row
from pipelines.model import champion
from pipelines.settings import Settings
from pipelines.store import History
from tests.benchmarks.figures import Figure, percentiles

REPEATS = 200
PURCHASES = 20_000
ASKED_AT = datetime(2026, 1, 1)


def measure(store: Path) -> list[Figure]:
    """Explain and decide applications of the book one at a time, then purchases at the desk."""
    settings = Settings(store=store)
    return [*_applications(settings), *_purchases(settings)]


def _applications(settings: Settings) -> list[Figure]:
    with History(settings) as history:
        desk = open_desk(settings, history)
        asked = desk.table.frame.index[:REPEATS]
        explained = _each(lambda a: explain_row(desk.table, desk.model, a, desk.statements), asked)
        decided = _each(
            lambda a: decide_application(desk, history, a, amount_cents=1_000_000), asked
        )
    return [
        Figure("one application's contributions, p50/p99", percentiles(explained)),
        Figure("one what-if: restated, scored, explained, decided, p50/p99", percentiles(decided)),
    ]


def _purchases(settings: Settings) -> list[Figure]:
    """Random merchants ask for random amounts; the native figures are of the same rows."""
    desk, model = CheckoutDesk.open(settings), champion(settings)
    draw, merchants = random.Random(1), list(desk.merchants.rows)
    requests = [
        PurchaseRequest(draw.choice(merchants), draw.randrange(50_000, 15_000_000))
        for _ in range(PURCHASES)
    ]
    gc.collect()
    gc.freeze()

    def ground(request: PurchaseRequest) -> Any:
        return desk.ground(request, Accepted(), "c-1", ASKED_AT)

    some = [ground(request) for request in requests[:REPEATS]]
    frames = [pd.DataFrame([g.features], index=["c-1"]).astype(float) for g in some]
    native = _each(lambda frame: contributions(model, frame), frames)
    scored = _each(lambda g: desk.tables.scored(g.features), some * (PURCHASES // REPEATS))
    grounds = _each(ground, requests)
    judged = _each(
        lambda g: judge(g, desk.tables, desk.policy, desk.statements),
        some * (PURCHASES // REPEATS),
    )
    decided = _each(lambda r: desk.decide(r, Accepted(), "c-1", ASKED_AT), requests)
    gc.unfreeze()
    return [
        Figure("score and contributions of one row by CatBoost, p50/p99", percentiles(native)),
        Figure("the same from leaf tables, with its PD, p50/p99", percentiles(scored), "0.1 ms"),
        Figure("what a decision rests on, p50/p99", percentiles(grounds)),
        Figure("judged on that: reasons, price, schedule, p50/p99", percentiles(judged)),
        Figure("one decision in process, p50/p99", percentiles(decided), "0.2/1 ms"),
    ]


def _each(work: Callable[[Any], object], items: Iterable[Any]) -> list[float]:
    """The seconds that the work took on each item."""
    took = []
    for item in items:
        started = time.perf_counter()
        work(item)
        took.append(time.perf_counter() - started)
    return took
