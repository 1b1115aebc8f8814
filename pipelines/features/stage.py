"""The stages at which features are computed: what each sees, and which rows that comes from."""

from dataclasses import dataclass

SPAN_EDGES = (7, 14, 30, 35, 60, 90, 180, 275, 360, 365, 395, 455, 545)
"""The far edges, in days before the cut, of the spans that every window is made of."""
LAST = "application"
"""The stage after all others: one row per application, all other stages beside each other."""


@dataclass(frozen=True)
class Stage:
    """One of `stages/*.sql`: a row per `key`, over the rows of one table.

    `feed` is the table of the store those rows stand in, `kinds` which of them count and
    `window_days` how far back they reach (None: all history). A definition of a stage over spans
    says its own kinds and window; every other one has its stage's.
    """

    name: str
    feed: str
    kinds: tuple[str, ...] = ()
    window_days: int | None = None
    key: str = "application_id"
    over_spans: bool = False


STAGES = (
    Stage("days", "sales", over_spans=True),
    Stage("purchase_days", "purchases", over_spans=True),
    Stage("bank_days", "bank", over_spans=True),
    Stage("weeks", "sales", ("sale",), 364),
    Stage("months", "sales", ("sale",), 360),
    Stage("weekdays", "sales", ("sale",), 365),
    Stage("gaps", "sales", ("sale",), 365),
    Stage("buyers", "sales", ("named sale",), 365),
    Stage("channels", "sales", ("named channel",), 90),
    Stage("suppliers", "purchases", ("named purchase",), 365),
    Stage("loans", "loans"),
    Stage("lender", "loans", key="cut_day"),
    Stage("market", "market", window_days=455, key="cut_day"),
    Stage("merchant", "merchants"),
    Stage("requests", "applications", window_days=365),
)
"""In the order in which their results are joined; `weeks` and `months` rest on `days`."""
SPANS = "spans"


def stage_named(name: str) -> Stage:
    """The stage of that name."""
    return next(stage for stage in STAGES if stage.name == name)
