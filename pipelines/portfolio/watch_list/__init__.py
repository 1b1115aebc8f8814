"""Watch list: which open loans to look at before a payment is missed, and how well that works."""

from pipelines.portfolio.watch_list.evidence import WatchEvidence, WatchPoint, watch_evidence
from pipelines.portfolio.watch_list.listing import (
    OpenLoan,
    WatchedLoan,
    WatchedMerchant,
    WatchList,
    draw_watch_list,
)
from pipelines.portfolio.watch_list.rules import Sign, WatchRules, load_watch_rules
from pipelines.portfolio.watch_list.signs import Alert

__all__ = [
    "Alert",
    "OpenLoan",
    "Sign",
    "WatchEvidence",
    "WatchList",
    "WatchPoint",
    "WatchRules",
    "WatchedLoan",
    "WatchedMerchant",
    "draw_watch_list",
    "load_watch_rules",
    "watch_evidence",
]
