"""A desk whose model uses details of the application, a text among them."""

import shutil
from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from pipelines.checkout import Accepted, CheckoutDesk, PurchaseRequest
from pipelines.errors import Refused
from pipelines.explain import contributions
from pipelines.features import Feature, FeatureTable, feature_frame
from pipelines.model import champion
from pipelines.model.data import labelled
from pipelines.model.fit import Parameters
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.store import History, Workbench

USED = (
    "sales_90d_cents", "growth_90d", "refund_rate_90d", "tenure_days", "order_to_monthly_sales"
)  # fmt: skip
QUICK = Parameters(iterations=40, learning_rate=0.2, depth=3, patience=5)


def attribute(name, unit):
    return Feature(name, name, "", unit, None, "applications", 0, "Application details", "A01")


def with_attributes(table):
    """Some of the table with few features, a trade that tells bad from good, a bureau score."""
    rng, n = np.random.default_rng(4), 500
    frame = (
        table.frame[list(USED)]
        .iloc[:n]
        .assign(
            trade=rng.choice(["toys", "shoes", "missing", "books"], n),
            bureau=rng.normal(600, 50, n),
        )
    )
    frame["trade"] = frame["trade"].astype("str")
    features = tuple(feature for feature in table.features if feature.name in USED)
    added = (attribute("trade", "text"), attribute("bureau", "number"))
    return FeatureTable(frame, table.applications.iloc[:n], ("trade",), (*features, *added))


@pytest.fixture(scope="module")
def settings(demo_store, tmp_path_factory):
    """The demo's history and snapshot under a champion that uses attributes."""
    store = tmp_path_factory.mktemp("attributes")
    (store / "history.duckdb").symlink_to(demo_store / "history.duckdb")
    shutil.copytree(demo_store / "serving", store / "serving")
    settings = Settings(store=store)
    with History(settings) as history:
        table, version = with_attributes(feature_frame(history)), history.version()
    rng, frame = np.random.default_rng(5), table.frame
    odds = -1.5 + 1.5 * (frame["trade"] == "toys") - 0.02 * (frame["bureau"] - 600)
    bad = rng.random(len(frame)) < 1 / (1 + np.exp(-odds))
    observed = table.applications["applied_at"] + pd.Timedelta(days=200)
    outcomes = pd.DataFrame({"is_default": bad, "observed_through": observed})
    report = train_on(settings, labelled(table, outcomes), version, parameters=QUICK)
    model_id = report.manifest.model_id
    Workbench(settings).assign_role(model_id=model_id, role="champion", actor="a", reason="b")
    return settings


@pytest.fixture(scope="module")
def desk(settings):
    return CheckoutDesk.open(settings)


def ask(desk, **attributes):
    request = PurchaseRequest(next(iter(desk.merchants.rows)), 500_000, attributes=attributes)
    return desk.decide(request, Accepted(), "c-1", datetime(2026, 1, 1))


def test_attributes_are_named_with_their_kind(desk):
    assert desk.attributes == {"trade": "text", "bureau": "number"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"trade": "toys"},
        {"trade": "never seen", "bureau": 512.5},
        {"bureau": 700},
    ],
)
def test_scores_and_parts_are_the_model_s_own(desk, settings, given):
    found = ask(desk, **given)
    features = found.grounds.features
    assert features["trade"] == given.get("trade")
    assert features["bureau"] == given.get("bureau")
    row = {**features, "trade": features["trade"] or "missing"}
    frame = pd.DataFrame([row], index=["c-1"])[list(desk.tables.names)]
    numbers = {name: float for name in desk.tables.names if name != "trade"}
    expected = contributions(champion(settings), frame.astype(numbers))
    parts = dict(zip(expected.features, expected.values[0], strict=True))
    assert found.score == pytest.approx(expected.scores[0], abs=1e-12)
    assert {part.feature: part.contribution for part in found.contributions} == pytest.approx(
        parts, abs=1e-12
    )


def test_an_attribute_moves_the_score(desk):
    assert ask(desk, trade="toys").pd > ask(desk, trade="books").pd
    reasons = ask(desk, trade="toys", bureau=500.0).contributions
    assert {part.feature for part in reasons[:2]} == {"trade", "bureau"}


@pytest.mark.parametrize(
    "given", [{"trade": 3.0}, {"bureau": "high"}, {"bureau": float("nan")}, {"other": 1.0}]
)
def test_an_attribute_of_the_wrong_kind_is_refused(desk, given):
    with pytest.raises(Refused, match="attribute"):
        ask(desk, **given)


def test_a_desk_in_doubt_still_names_what_it_was_given(desk):
    found = ask(replace(desk, doubt="P10"), trade="toys")
    assert found.grounds.features["trade"] == "toys"
    assert found.decision.decision == "refer"
