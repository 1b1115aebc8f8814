"""A small book, trained out of time and by cross-validation, ready to be validated."""

from dataclasses import replace

import pandas as pd
import pytest

from pipelines.model import load_model_policy
from pipelines.model.data import labelled
from pipelines.model.fit import Parameters
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.store import Book, Version
from pipelines.validation.case import ValidationCase
from tests.model.sample import sample_outcomes, sample_table


def case_of(folder, days, n):
    """A training over so many days, its judged cases parted into two industries."""
    book = Book("Sample", "USD", pd.Timestamp("2021-01-01").date(), True, "")
    version = Version("1-abc", 1, pd.Timestamp("2021-01-02"), "import", "0" * 64, "0.1.0", book)
    table = sample_table(n, days=days)
    data = labelled(table, sample_outcomes(table, known_after=100))
    settings = replace(Settings(), store=folder)
    quick = Parameters(iterations=60, learning_rate=0.1, patience=10)
    report = train_on(settings, data, version, parameters=quick)
    judged = report.training.evaluation.judged
    cohorts = pd.DataFrame(
        {"industry": ["toys", "shoes"] * (len(judged) // 2) + ["toys"] * (len(judged) % 2)},
        index=judged.index,
    )
    applied_at = pd.Series(data.applied_at, index=data.frame.index).loc[judged.index]
    policy = load_model_policy(settings.model_policy)
    return report.manifest, ValidationCase(report.training, policy, cohorts, applied_at)


@pytest.fixture(scope="session")
def out_of_time(tmp_path_factory):
    return case_of(tmp_path_factory.mktemp("out-of-time"), 720, 1_200)


@pytest.fixture(scope="session")
def cross_validated(tmp_path_factory):
    return case_of(tmp_path_factory.mktemp("cross"), 0, 300)
