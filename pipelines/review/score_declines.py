"""The applications that the score turned away, and the reasons it gave them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain import ReasonIndex
from pipelines.explain.leaf_tables import LeafTables
from pipelines.explain.model_rows import model_rows
from pipelines.explain.reason_agreement import Codes
from pipelines.explain.reasons_by_baseline import reason_codes
from pipelines.offers import load_policy
from pipelines.reasons import Reason, Statement, load_statements
from pipelines.review.proof import Case

SAMPLE = 200


@dataclass(frozen=True)
class ScoreDeclines:
    """Up to `SAMPLE` applications with a PD above the policy's cut-off, always the same ones.

    `pds` are the PDs of all applications, by application id.
    """

    case: Case
    cut_off: float
    pds: pd.Series
    rows: pd.DataFrame

    @cached_property
    def within(self) -> pd.DataFrame:
        """The inputs of all applications with a PD up to the cut-off."""
        return self.case.table.frame[self.pds <= self.cut_off]

    @cached_property
    def index(self) -> ReasonIndex:
        """Which of the model's features speak under which code."""
        return ReasonIndex.named(self.case.model.features, self.case.table.features)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The governed statements."""
        return load_statements(self.case.settings.reasons)

    def contributions(self, tables: LeafTables) -> NDArray[np.float64]:
        """The contributions (log-odds) of the sampled applications by those tables."""
        return tables.explain_all(*model_rows(self.case.model, self.rows))[1]

    def reasons(self, tables: LeafTables) -> list[tuple[Reason, ...]]:
        """The reasons of each sampled application by those tables."""
        parts = self.contributions(tables)
        return [self.index.reasons(row, self.statements) for row in parts]

    def codes(self, tables: LeafTables) -> list[Codes]:
        """The same as codes only."""
        return reason_codes(self.contributions(tables), self.index)

    def turned_away(self, rows: pd.DataFrame) -> NDArray[np.bool_]:
        """Whether the score turns away each of these rows of inputs."""
        model = self.case.model
        return np.asarray(model.pd(model.score(rows)) > self.cut_off)


def score_declines(case: Case) -> ScoreDeclines:
    """Score the book and sample whom the score turned away; the policy's other rules are left out.

    Refused where the model lacks a feature in this store or the policy cannot be read.
    """
    frame = case.table.frame
    cut_off = load_policy(case.settings.policy).cut_off
    pds = pd.Series(case.model.pd(case.model.score(frame)), index=frame.index)
    above = frame[pds > cut_off]
    return ScoreDeclines(case, cut_off, pds, above.sample(min(SAMPLE, len(above)), random_state=1))
