"""The watch list and its evidence in the shape of `watch-list --json`; money in cents."""

from typing import Any

from pipelines.portfolio.watch_list.evidence import WatchEvidence, WatchPoint
from pipelines.portfolio.watch_list.listing import WatchedLoan, WatchList


def watch_list_json(found: WatchList) -> dict[str, Any]:
    """The list with every loan's points, signs and words."""
    return {
        "as_of": found.as_of.isoformat(),
        "open_loans": found.open_loans,
        "open_cents": found.open_cents,
        "watched_loans": len(found.loans),
        "watched_cents": sum(merchant.owed_cents for merchant in found.merchants),
        "merchants": [
            {
                "merchant_id": merchant.merchant_id,
                "name": merchant.lead.loan.merchant,
                "owed_cents": merchant.owed_cents,
                "is_weaker": merchant.lead.is_weaker,
                "loans": [_loan(loan) for loan in merchant.loans],
            }
            for merchant in found.merchants
        ],
    }


def evidence_json(found: WatchEvidence) -> dict[str, Any]:
    """How well the list warns, with its intervals and the curve."""
    return {
        "basis": found.basis,
        "funded_from": found.first.isoformat(),
        "funded_to": found.last.isoformat(),
        "defaults": found.defaults,
        "others": found.others,
        "found_in_time": [found.found.estimate, found.found.low, found.found.high],
        "false_alarms": [
            found.false_alarms.estimate, found.false_alarms.low, found.false_alarms.high
        ],
        "looks_alerted": found.chosen.looks_alerted,
        "curve": [_point(point) for point in found.curve],
    }  # fmt: skip


def _loan(found: WatchedLoan) -> dict[str, Any]:
    return {
        "loan_id": found.loan.loan_id,
        "funded_on": found.funded_on.isoformat(),
        "owed_cents": found.loan.owed_cents,
        "days_past_due": found.loan.days_past_due,
        "since": found.since.isoformat(),
        "points_at_funding": found.points_at_funding,
        "points_now": found.points_now,
        "signs": [
            {"sign": alert.sign, "value": alert.value, "points": alert.points, "words": alert.words}
            for alert in found.alerts
        ],
    }


def _point(point: WatchPoint) -> dict[str, Any]:
    return {
        "points_at_funding": point.points_at_funding,
        "points_later": point.points_later,
        "found_in_time": point.found_in_time,
        "alerted_for_nothing": point.alerted_for_nothing,
        "looks_alerted": point.looks_alerted,
    }
