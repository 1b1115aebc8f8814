"""What a bad is: a default, or the proxy of a book without loans."""

from typing import Literal

Label = Literal["default", "shortfall"]
DEFAULT: Label = "default"
SHORTFALL: Label = "shortfall"
LABELS: tuple[Label, ...] = (DEFAULT, SHORTFALL)
PROXY = (
    "Proxy label: this model learned shortfalls, not defaults. A shortfall is a typical offer "
    "whose instalments the merchant's later sales would not have paid; nobody has borrowed, and "
    "requests whose ids begin with H- are hypothetical. Take every PD, expected loss and decision "
    "for a ranking until loans have outcomes to train on."
)


def proxy_notice(label: str | None) -> str | None:
    """What a reader must be told of a model with this label; None where a bad is a default."""
    return PROXY if label == SHORTFALL else None
