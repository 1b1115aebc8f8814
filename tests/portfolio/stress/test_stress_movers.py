from types import SimpleNamespace

import numpy as np
import pandas as pd

from pipelines.portfolio.stress.movers import feature_moves


def test_a_feature_that_no_loan_has_left_has_no_median():
    calm = SimpleNamespace(features=("order_to_last_month",), values=np.array([[0.0]]))
    found = SimpleNamespace(features=("order_to_last_month",), values=np.array([[0.5]]))
    before = pd.DataFrame({"order_to_last_month": [0.4]})
    after = pd.DataFrame({"order_to_last_month": [np.nan]})
    (move,) = feature_moves(before, after, calm, found)
    assert (move.before, move.after, move.log_odds) == (0.4, None, 0.5)
