"""Credit models: split, train, calibrate, evaluate, register, load."""

from pipelines.model.champion_label import champion_label
from pipelines.model.label import DEFAULT, LABELS, SHORTFALL, proxy_notice
from pipelines.model.manifest import Manifest
from pipelines.model.progress import Stopped
from pipelines.model.registry import (
    Model,
    champion,
    judged_cases,
    load_model,
    model_file,
    model_of,
    registered,
)
from pipelines.model.train import TrainingReport, train

__all__ = [
    "DEFAULT",
    "LABELS",
    "SHORTFALL",
    "Manifest",
    "Model",
    "Stopped",
    "TrainingReport",
    "champion",
    "champion_label",
    "judged_cases",
    "load_model",
    "model_file",
    "model_of",
    "proxy_notice",
    "registered",
    "train",
]
