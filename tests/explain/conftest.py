from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from pipelines.explain import contributions, explain_book
from pipelines.model import load_model
from pipelines.model.data import labelled
from pipelines.model.fit import Parameters
from pipelines.model.train import train_on
from pipelines.reasons import load_statements
from pipelines.settings import Settings
from pipelines.store import Book, History, Version, building
from tests.model.sample import sample_outcomes, sample_table

QUICK = Parameters(iterations=60, learning_rate=0.1, rsm=0.5, patience=10)
BOOK = Book("Sample", "USD", date(2019, 1, 1), True, "")


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    return replace(Settings(), store=tmp_path_factory.mktemp("explained"))


@pytest.fixture(scope="session")
def table():
    return sample_table(200)


@pytest.fixture(scope="session")
def statements(settings):
    return load_statements(settings.reasons)


@pytest.fixture(scope="session")
def model(settings, table):
    version = Version("1-abc", 1, datetime(2019, 1, 2), "import", "0" * 64, "0.1.0", BOOK)
    data = labelled(table, sample_outcomes(table))
    report = train_on(settings, data, version, parameters=QUICK)
    return load_model(settings, report.manifest.model_id)


def grade(pd_):
    return np.where(pd_ < 0.2, "A", "B")


@pytest.fixture(scope="session")
def explained(settings, table, model, statements):
    """A published store with the scores and contributions of the sample book."""
    groups = pd.DataFrame(
        {"name": f.name, "driver_group": f.group} for f in table.features if f.reason != "A01"
    )
    with building(settings, change="score", imported=True) as con:
        con.append("book", pd.DataFrame([vars(BOOK)]))
        con.register("groups", groups)
        con.execute("create table feature_catalogue as select * from groups")
        con.unregister("groups")
        explain_book(con, table, model, statements, grade=grade)
    with History(settings) as history:
        yield history, contributions(model, table.frame)
