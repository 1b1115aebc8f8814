"""How far a stated APR may lie from the exact one."""

from collections.abc import Sequence
from typing import Literal

Rule = Literal["regulation-z", "california"]

REGULAR_POINTS = 1 / 8
IRREGULAR_POINTS = 1 / 4
CALIFORNIA_SHARE = 0.025
ROUNDING = 1e-9


def within_tolerance(
    stated: float, exact: float, *, irregular: bool = False, rule: Rule = "regulation-z"
) -> bool:
    """Whether an APR in per cent counts as accurate.

    Regulation Z, 12 CFR 1026.22(a)(2) and (3), which New York's Financial Services Law s.804 takes
    over: at most 1/8 of a point above or below, 1/4 where the transaction is irregular.
    California, 10 CCR 955(a): at most so much below, or (exact - stated) / stated at most 2.5 %.
    """
    points = IRREGULAR_POINTS if irregular else REGULAR_POINTS
    short = exact - stated
    if rule == "california":
        return short <= points + ROUNDING or short <= CALIFORNIA_SHARE * stated + ROUNDING
    return abs(short) <= points + ROUNDING


def is_irregular(payments: Sequence[float], advances: int = 1) -> bool:
    """Whether amounts make a transaction irregular: several advances, or payments that differ.

    An odd first or final payment does not count.
    """
    return advances > 1 or len(set(payments[1:-1])) > 1
