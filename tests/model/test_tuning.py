"""Tuning looks at development cases only, is the same twice, and goes on where it ended."""

from dataclasses import replace

import numpy as np
import optuna
import pytest

from pipelines.errors import Refused
from pipelines.model.data import labelled
from pipelines.model.fit import Fitter, Parameters
from pipelines.model.progress import Stopped, Watch
from pipelines.model.train import train_on
from pipelines.model.tuning import tune
from pipelines.settings import Settings
from tests.model.sample import sample_outcomes, sample_table

QUICK = Parameters(iterations=30, learning_rate=0.1, patience=5)


@pytest.fixture(scope="module")
def dated():
    table = sample_table(500, days=720)
    return labelled(table, sample_outcomes(table, known_after=100))


def fitter(data, *, stop=None):
    return Fitter(data, QUICK, 1, 2, Watch(100, None, stop))


@pytest.fixture(autouse=True)
def short_trials(monkeypatch):
    monkeypatch.setattr("pipelines.model.tuning.MOST_TREES", 30)


def test_labels_of_the_hold_out_change_nothing(dated, tmp_path):
    development = np.arange(300)
    flipped = replace(dated, bad=np.where(np.arange(500) < 300, dated.bad, 1 - dated.bad))
    found = [
        tune(fitter(data), development, trials=3, folder=tmp_path / name)
        for name, data in (("true", dated), ("flipped", flipped))
    ]
    assert found[0] == found[1]
    assert found[0].best_loss <= found[0].default_loss


def test_a_search_goes_on_where_it_ended(dated, tmp_path):
    development = np.arange(300)
    first = tune(fitter(dated), development, trials=2, folder=tmp_path)
    again = tune(fitter(dated), development, trials=2, folder=tmp_path)
    more = tune(fitter(dated), development, trials=4, folder=tmp_path)
    assert first == again
    assert (first.trials, more.trials) == (2, 4)
    assert more.best_loss <= first.best_loss
    other = tune(fitter(replace(dated, bad=1 - dated.bad)), development, trials=1, folder=tmp_path)
    assert (other.trials, other.study == first.study) == (1, False)


def test_a_stopped_search_keeps_its_finished_trials(dated, tmp_path):
    development, asked = np.arange(300), []

    def stop():
        asked.append(1)
        return len(asked) > 250

    with pytest.raises(Stopped):
        tune(fitter(dated, stop=stop), development, trials=50, folder=tmp_path)
    kept = tune(fitter(dated), development, trials=1, folder=tmp_path)
    assert 1 <= kept.trials < 50


def test_a_search_killed_while_it_wrote_goes_on_and_a_damaged_one_is_refused(dated, tmp_path):
    development = np.arange(300)
    tune(fitter(dated), development, trials=2, folder=tmp_path)
    (journal,) = tmp_path.glob("*.journal")
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-30])
    assert tune(fitter(dated), development, trials=2, folder=tmp_path).trials == 2
    for damage in (b"[1]\n" + whole, b"garbage\n" + whole, whole.replace(b'"op_code"', b'"o', 1)):
        journal.write_bytes(damage)
        with pytest.raises(Refused, match="is damaged: remove it"):
            tune(fitter(dated), development, trials=2, folder=tmp_path)


def test_the_first_trial_is_the_default_so_that_tuning_never_loses_by_its_own_measure(
    dated, tmp_path
):
    tune(fitter(dated), np.arange(300), trials=1, folder=tmp_path)
    (journal,) = tmp_path.glob("*.journal")
    storage = optuna.storages.JournalStorage(
        optuna.storages.journal.JournalFileBackend(str(journal))
    )
    (trial,) = optuna.load_study(study_name=journal.stem, storage=storage).trials
    assert trial.params["learning_rate"] == pytest.approx(0.1)
    assert trial.params["depth"] == 4


def test_without_a_hold_out_tuning_is_refused(tmp_path, data, version):
    with pytest.raises(Refused, match="needs a hold-out"):
        train_on(replace(Settings(), store=tmp_path), data, version, trials=5)


def test_a_tuned_model_says_so_and_its_hold_out_is_counted(tmp_path, version):
    table = sample_table(900, days=720)
    data = labelled(table, sample_outcomes(table, known_after=100))
    settings = replace(Settings(), store=tmp_path)
    tuned = train_on(settings, data, version, parameters=QUICK, trials=2).manifest
    other = train_on(replace(settings, seed=5), data, version, parameters=QUICK).manifest
    again = train_on(settings, data, version, parameters=QUICK, trials=2).manifest
    assert tuned.tuning is not None
    assert tuned.tuning["trials"] == 2
    assert other.tuning is None
    assert tuned.hold_out == other.hold_out != ""
    assert [m.hold_out_use for m in (tuned, other, again)] == [1, 2, 2]
    assert tuned.model_id == again.model_id


def test_a_search_killed_in_its_first_trial_still_tries_the_parameters_as_given(dated, tmp_path):
    whole = tune(fitter(dated), np.arange(300), trials=1, folder=tmp_path / "whole")
    (journal,) = (tmp_path / "whole").iterdir()
    lines = journal.read_bytes().splitlines(keepends=True)
    (tmp_path / "killed").mkdir()
    started = next(place for place, line in enumerate(lines) if b'"op_code":5' in line)
    (tmp_path / "killed" / journal.name).write_bytes(b"".join(lines[: started + 1]))
    found = tune(fitter(dated), np.arange(300), trials=2, folder=tmp_path / "killed")
    assert found.default_loss == whole.default_loss


def test_a_line_cut_short_by_a_kill_is_dropped(dated, tmp_path):
    first = tune(fitter(dated), np.arange(300), trials=2, folder=tmp_path)
    (journal,) = tmp_path.iterdir()
    journal.write_bytes(journal.read_bytes()[:-20])
    again = tune(fitter(dated), np.arange(300), trials=2, folder=tmp_path)
    assert again.default_loss == first.default_loss
    assert tune(fitter(dated), np.arange(300), trials=2, folder=tmp_path) == again


def test_fewer_trials_than_none_are_refused(dated, version, tmp_path):
    settings = replace(Settings(), store=tmp_path)
    with pytest.raises(Refused, match="-1 trials"):
        train_on(settings, dated, version, parameters=QUICK, trials=-1)
