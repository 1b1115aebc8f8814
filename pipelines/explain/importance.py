"""What drives the model over the whole book, from the stored contributions."""

import pandas as pd

from pipelines.store import History, sql_text


def feature_importance(history: History) -> pd.DataFrame:
    """Return one row per feature: feature, importance, n; largest first.

    Importance is the mean of |contribution| in log-odds; of the joint one where it is a group's.
    """
    return history.frame(sql_text(__file__, "sql/feature_importance.sql"))


def group_importance(history: History) -> pd.DataFrame:
    """Return one row per driver group: driver_group, importance, features, n; largest first.

    Joint: a group's contributions are summed within each application before the absolute value is
    taken, so that features which cancel out do not count twice.
    """
    return history.frame(sql_text(__file__, "sql/group_importance.sql"))
