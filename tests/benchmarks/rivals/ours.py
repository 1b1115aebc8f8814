"""The workbench: the same rows as a book of its own, scored by the same model and opened.

Its Explain page is run in process, as Streamlit would run it for a browser. What a merchant may
change is not known of drawn rows, so the whole page's what-if is measured on a demo book.
"""

import os
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.deciding import decide_application, open_desk
from pipelines.explain import contributions, explain_row
from pipelines.explain.leaf_tables import LeafTables, leaf_tables
from pipelines.settings import PROJECT, Settings
from pipelines.stages.scoring import score_book
from pipelines.store import History
from tests.benchmarks.rivals import pages
from tests.benchmarks.rivals.contest import (
    CUT_OFF,
    FEATURES,
    FREE,
    NUMBERS,
    TEXTS,
    Contest,
    answer,
    folder_given,
    load,
    median_seconds,
    peak_mb,
    timed,
)
from tests.benchmarks.rivals.two_changes import candidates, steps_of

AMOUNT_CENTS = 1_000_000
CHANGES = 10
