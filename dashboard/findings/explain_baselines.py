"""What the Explain page says about reasons against one baseline and another."""

import pandas as pd

from dashboard import formats

AGAINST = {
    "fitted": "the cases the model was fitted on",
    "all": "all applicants",
    "cut-off": "those just within the cut-off",
    "approved": "all within the cut-off",
    "best": "the best attainable",
}


def agreement(pairs: pd.DataFrame) -> str:
    """How far reasons hang on the baseline: the two that agree least, and the two that agree most.

    `pairs` has first, second, same_set, same_first (shares of n applicants) and n.
    """
    ordered = pairs.sort_values(["same_set", "first", "second"], kind="stable")
    least, most = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"Of {formats.plural(int(least['n']), 'applicant')} turned away, "
        f"{formats.rate(least['same_set'], 0)} get the same reasons whether compared with "
        f"{_either(least)}, and {formats.rate(least['same_first'], 0)} the same first one. Most, "
        f"{formats.rate(most['same_set'], 0)}, keep theirs between {_both(most)}."
    )


def reasons(found: pd.DataFrame) -> str:
    """The reason that hangs most on the baseline.

    `found` has that one first: its statement, and the share who get it in a column per baseline.
    """
    first = found.iloc[0]
    shares = first[[name for name in AGAINST if name in found.columns]].astype(float)
    low, top = str(shares.idxmin()), str(shares.idxmax())
    return (
        f"“{first['statement']}” hangs most on the baseline: {formats.rate(shares[low], 0)} get it "
        f"compared with {AGAINST[low]}, {formats.rate(shares[top], 0)} compared with "
        f"{AGAINST[top]}."
    )


def _either(pair: pd.Series) -> str:
    return " or ".join(_named(pair))


def _both(pair: pd.Series) -> str:
    return " and ".join(_named(pair))


def _named(pair: pd.Series) -> list[str]:
    return [words for name, words in AGAINST.items() if name in (pair["first"], pair["second"])]
