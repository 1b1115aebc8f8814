"""Named reference sets: who is in them, and that nobody can change them unnoticed."""

import json

import numpy as np
import pandas as pd
import pytest

from pipelines.errors import Refused
from pipelines.explain import baseline_tables, freeze_baselines, read_baselines
from pipelines.explain.baselines import ROWS_FILE
from pipelines.explain.model_rows import model_rows
from pipelines.explain.reference_sets import ROWS, candidates, reference_set, two_draws
from pipelines.model.registry import model_folder

PDS = pd.Series([0.30, 0.05, 0.08, 0.02, 0.08, 0.10], index=list("abcdef"))
CUT_OFF = 0.1


def names(places):
    return "".join(PDS.index[places])


def freeze(settings, model, table):
    return freeze_baselines(
        settings, model, table, cut_off=CUT_OFF, policy_version="2-c7c0e889", data_version="3-abc"
    )


def test_who_stands_in_a_set():
    assert names(reference_set("cut-off", PDS, CUT_OFF, rows=3)) == "fce"
    assert names(reference_set("best", PDS, CUT_OFF, rows=3)) == "dbc"
    assert sorted(names(reference_set("approved", PDS, CUT_OFF))) == list("bcdef")
    assert sorted(names(reference_set("all", PDS, CUT_OFF))) == list("abcdef")


@pytest.mark.parametrize("name", ["all", "approved", "cut-off", "best"])
def test_the_order_of_the_book_does_not_matter(name):
    turned = PDS.iloc[::-1]
    assert names(candidates(name, PDS, CUT_OFF)) == "".join(
        turned.index[candidates(name, turned, CUT_OFF)]
    )


def test_a_set_has_its_own_size():
    many = pd.Series(np.linspace(0, 0.5, 20_000), index=[f"a{n:05}" for n in range(20_000)])
    sizes = {name: len(reference_set(name, many, 0.4)) for name in ROWS}
    assert sizes == {"all": 6000, "approved": 4000, "cut-off": 1000, "best": 1000}
    draws = two_draws("all", many, 0.4)
    assert (len(draws.first), len(draws.second)) == (6000, 6000)
    assert len(two_draws("all", many[:9000], 0.4).first) == 4500


def test_two_draws_share_no_row():
    draws = two_draws("cut-off", PDS, CUT_OFF, rows=2)
    assert (names(draws.first), names(draws.second)) == ("fe", "cb")
    few = two_draws("approved", PDS, CUT_OFF)
    assert (len(few.first), len(few.second)) == (2, 2)
    assert not set(few.first) & set(few.second)


def test_sets_are_frozen_with_the_model(settings, model, table):
    found = freeze(settings, model, table)
    assert (found.sets[0].name, found.sets[0].is_small) == ("all", True)
    assert found.sets[0].n == len(table.frame) == 200
    assert (found.policy_version, found.data_version) == ("2-c7c0e889", "3-abc")
    for chosen in found.sets:
        scores = model.score(table.frame.loc[list(chosen.application_ids)])
        assert chosen.base == pytest.approx(scores.mean(), abs=1e-12)
    again = freeze_baselines(
        settings, model, table, cut_off=0.5, policy_version="9", data_version="9"
    )
    assert again.rows_sha256 == found.rows_sha256
    assert again.policy_version == "2-c7c0e889"


def test_tables_against_a_set_start_from_its_mean(settings, model, table):
    found = freeze(settings, model, table)
    numbers, words = model_rows(model, table.frame.iloc[:5])
    for chosen in found.sets:
        tables = baseline_tables(settings, model, chosen.name)
        assert tables.base == pytest.approx(chosen.base, abs=1e-9)
        scores, parts = tables.explain_all(numbers, words)
        np.testing.assert_allclose(tables.base + parts.sum(axis=1), scores, atol=1e-9)
    with pytest.raises(Refused, match="no baseline 'worst'"):
        baseline_tables(settings, model, "worst")


@pytest.mark.parametrize("name", ["baselines.parquet", "baselines.json"])
def test_a_damaged_set_is_refused(settings, model, table, name):
    freeze(settings, model, table)
    path = model_folder(settings, model.model_id) / name
    whole = path.read_bytes()
    for broken in (whole[:-9], whole.replace(b"a", b"b", 1), b"", b"[]"):
        path.write_bytes(broken)
        with pytest.raises(Refused, match="damaged"):
            read_baselines(settings, model)
    path.write_bytes(whole)
    assert read_baselines(settings, model).sets


def test_another_model_s_record_and_none_are_refused(settings, model, table):
    freeze(settings, model, table)
    path = model_folder(settings, model.model_id) / "baselines.json"
    whole = path.read_text()
    path.write_text(json.dumps(json.loads(whole) | {"model_sha256": "0" * 64}))
    with pytest.raises(Refused, match="damaged"):
        read_baselines(settings, model)
    path.unlink()
    with pytest.raises(Refused, match="registered without baselines"):
        read_baselines(settings, model)
    assert (path.parent / ROWS_FILE).exists()
    path.write_text(whole)
