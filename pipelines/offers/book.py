"""Deciding every scored application of the book."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import duckdb
import pandas as pd

from pipelines.errors import Refused
from pipelines.offers.applicant import HISTORY, applicant_from
from pipelines.offers.decision import decide
from pipelines.offers.outcome import Decision
from pipelines.offers.terms import Policy
from pipelines.reasons import Reason, Statement
from pipelines.store import History, reset_table, sql_text

DECIDED = 20_000
"""Applications decided before they are written."""
Scored = tuple[str, str, float]
"""An application, the model that scored it, and its PD."""


class ApplicationTable(Protocol):
    """The part of a feature table that offers read; both frames are indexed by application_id."""

    @property
    def frame(self) -> pd.DataFrame:
        """The catalogue's features."""

    @property
    def applications(self) -> pd.DataFrame:
        """merchant_id, applied_at and order_amount_cents."""


def offer_book(
    con: duckdb.DuckDBPyConnection,
    table: ApplicationTable,
    reasons: Mapping[str, Sequence[Reason]],
    policy: Policy,
    statements: Mapping[str, Statement],
) -> Counter[str]:
    """Decide every application in `scores`, replace table `offers` and count the decisions.

    `reasons` holds the adverse drivers of each application's score, largest first. Raises Refused
    when a scored application is not in `table`.
    """
    decide_some = _decider(con, table, reasons, policy, statements)
    scored, counts = _scored(con), Counter[str]()
    reset_table(con, "offers")
    for start in range(0, len(scored), DECIDED):
        rows = decide_some(scored[start : start + DECIDED])
        con.append("offers", pd.DataFrame(rows), by_name=True)
        counts.update(row["decision"] for row in rows)
    return counts


def _decider(
    con: duckdb.DuckDBPyConnection,
    table: ApplicationTable,
    reasons: Mapping[str, Sequence[Reason]],
    policy: Policy,
    statements: Mapping[str, Statement],
) -> Callable[[list[Scored]], list[dict[str, Any]]]:
    """Decides some scored applications as rows of table `offers`."""
    exposures = _open_exposures(con)
    currency = con.execute("select any_value(currency) from book").fetchall()[0][0]

    def decided(scored: list[Scored]) -> list[dict[str, Any]]:
        ids = [application_id for application_id, _, _ in scored]
        features, requests = _of(table.frame[list(HISTORY)], ids), _of(table.applications, ids)
        rows = []
        for application_id, model_id, probability in scored:
            applicant = applicant_from(
                application_id,
                features[application_id],
                pd=probability,
                score_reasons=tuple(reasons.get(application_id, ())),
                open_exposure_cents=exposures.get(application_id, 0),
            )
            decision = decide(
                applicant,
                policy,
                statements,
                amount_cents=_requested(requests[application_id]),
                funded_on=_applied_on(requests[application_id]),
                currency=currency,
            )
            rows.append(_row(decision, model_id))
        return rows

    return decided


def _of(frame: pd.DataFrame, ids: list[str]) -> dict[Any, dict[Any, Any]]:
    """The rows of these applications by id; Refused where one is not there."""
    places = frame.index.get_indexer(pd.Index(ids))
    if (places < 0).any():
        unknown = ids[int(places.argmin())]
        raise Refused(f"application {unknown} has a score and no features: rebuild them")
    return frame.iloc[places].to_dict("index")


def open_exposure_cents(history: History, application_id: str) -> int:
    """Principal the application's merchant still owed on earlier loans on its day, in cents.

    Raises Refused when the store has no such application.
    """
    found = history.row(
        sql_text(__file__, "sql/open_exposure.sql"), {"application_id": application_id}
    )
    if found is None:
        raise Refused(f"no application {application_id!r} in the store: check its id")
    return int(found[1])


def open_exposures(history: History) -> dict[str, int]:
    """The same for every application of the book, by application id."""
    return dict(history.rows(sql_text(__file__, "sql/open_exposure.sql"), {"application_id": None}))


def _scored(con: duckdb.DuckDBPyConnection) -> list[Scored]:
    return con.execute(sql_text(__file__, "sql/scored.sql")).fetchall()


def _open_exposures(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    sql = sql_text(__file__, "sql/open_exposure.sql")
    return dict(con.execute(sql, {"application_id": None}).fetchall())


def _requested(request: Mapping[Any, Any]) -> int | None:
    amount = request["order_amount_cents"]
    return None if pd.isna(amount) else int(amount)


def _applied_on(request: Mapping[Any, Any]) -> date:
    return pd.Timestamp(request["applied_at"]).date()


def _row(decision: Decision, model_id: str) -> dict[str, Any]:
    quote = decision.quote
    return {
        "application_id": decision.application_id,
        "model_id": model_id,
        "policy_version": decision.policy_version,
        "decision": decision.decision,
        "requested_cents": decision.requested_cents,
        "limit_cents": decision.limit_cents,
        "amount_cents": decision.amount_cents,
        "tier": decision.tier,
        "apr": quote.apr if quote else None,
        "finance_charge_cents": quote.finance_charge_cents if quote else 0,
        "expected_loss_cents": decision.expected_loss_cents,
        "expected_profit_cents": decision.expected_profit_cents,
        "reasons": json.dumps([reason.to_json() for reason in decision.reasons]),
        "steps": json.dumps([step.to_json() for step in decision.steps]),
    }
