import pytest

from pipelines.errors import Refused
from pipelines.model.device import GPU_FROM_ROWS, processing_unit
from pipelines.settings import settings_from_environment


def test_directions_and_few_rows_are_for_the_cpu():
    assert processing_unit("auto", constrained=True, rows=10**8) == "CPU"
    assert processing_unit("auto", constrained=False, rows=GPU_FROM_ROWS - 1) == "CPU"
    assert processing_unit("cpu", constrained=False, rows=10**8) == "CPU"


def test_a_gpu_is_taken_where_there_is_one(monkeypatch):
    for devices, unit in ((0, "CPU"), (1, "GPU")):
        monkeypatch.setattr("pipelines.model.device.get_gpu_device_count", lambda n=devices: n)
        assert processing_unit("auto", constrained=False, rows=GPU_FROM_ROWS) == unit


def test_a_gpu_that_cannot_do_it_is_refused(monkeypatch):
    with pytest.raises(Refused, match="direction"):
        processing_unit("gpu", constrained=True, rows=10)
    monkeypatch.setattr("pipelines.model.device.get_gpu_device_count", lambda: 0)
    with pytest.raises(Refused, match="sees none"):
        processing_unit("gpu", constrained=False, rows=10)


def test_another_device_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("PAYLATER_DEVICE", "tpu")
    with pytest.raises(Refused, match="PAYLATER_DEVICE is 'tpu'"):
        settings_from_environment(tmp_path)
