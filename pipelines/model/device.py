"""Which processing unit a training runs on."""

from typing import Literal

from catboost.utils import get_gpu_device_count

from pipelines.errors import Refused

Unit = Literal["CPU", "GPU"]
GPU_FROM_ROWS = 500_000
"""Below this a GPU gains little, and its sums differ a little from run to run."""


def processing_unit(device: str, *, constrained: bool, rows: int) -> Unit:
    """Return where to train, given the setting `device` (auto, cpu or gpu).

    CatBoost holds a direction (monotone constraints) on CPUs only, and the same bytes twice too:
    auto takes a GPU only for many rows of features without directions. Refused where a GPU is
    demanded and there is none, or for constrained features.
    """
    if device == "cpu" or (device == "auto" and (constrained or rows < GPU_FROM_ROWS)):
        return "CPU"
    if device == "auto":
        return "GPU" if get_gpu_device_count() else "CPU"
    if constrained:
        raise Refused(
            "CatBoost cannot hold features to a direction on a GPU: set PAYLATER_DEVICE to cpu or "
            "auto, or train on features that have none"
        )
    if not get_gpu_device_count():
        raise Refused("PAYLATER_DEVICE is gpu, but CatBoost sees none: set it to auto or cpu")
    return "GPU"
