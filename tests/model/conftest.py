import warnings
from dataclasses import replace
from datetime import date, datetime

import pytest

from pipelines.model import load_model
from pipelines.model.data import labelled
from pipelines.model.fit import Parameters
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.store import Book, Version
from tests.model.sample import sample_outcomes, sample_table


@pytest.fixture(scope="session")
def version():
    book = Book("Sample", "USD", date(2019, 1, 1), True, "")
    return Version("1-abc", 1, datetime(2019, 1, 2), "import", "0" * 64, "0.1.0", book)


@pytest.fixture(scope="session")
def table():
    return sample_table(260)


@pytest.fixture(scope="session")
def data(table):
    return labelled(table, sample_outcomes(table))


@pytest.fixture(scope="session")
def quick():
    """Parameters that train in seconds."""
    return Parameters(iterations=40, learning_rate=0.1, rsm=0.5, patience=10)


@pytest.fixture(scope="session")
def trained(tmp_path_factory, data, version, quick):
    """Settings of a store with one registered model, and the report of its training."""
    settings = replace(Settings(), store=tmp_path_factory.mktemp("trained"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return settings, train_on(settings, data, version, parameters=quick)


@pytest.fixture
def model(trained):
    settings, report = trained
    return load_model(settings, report.manifest.model_id)
