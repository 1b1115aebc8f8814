import numpy as np
import pytest

from pipelines.model import champion, judged_cases, load_model_policy
from pipelines.settings import PROJECT, Settings


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture(scope="session")
def policy():
    return load_model_policy(PROJECT / "data" / "model_policy.toml")


@pytest.fixture(scope="session")
def manifest(demo_store):
    return champion(Settings(store=demo_store)).manifest


@pytest.fixture(scope="session")
def judged(demo_store, manifest):
    return judged_cases(Settings(store=demo_store), manifest.model_id)
