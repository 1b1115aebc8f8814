"""Credit models: split, train, calibrate, evaluate, register, load."""

from pipelines.model.champion_label import champion_label
from pipelines.model.compare import Comparison
from pipelines.model.label import DEFAULT, LABELS, SHORTFALL, Label, proxy_notice
from pipelines.model.manifest import Manifest
from pipelines.model.policy import ModelPolicy, load_model_policy
from pipelines.model.progress import Stop, Stopped
from pipelines.model.promotion import approve, comparison, propose, reject
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
    "Comparison",
    "Label",
    "Manifest",
    "Model",
    "ModelPolicy",
    "Stop",
    "Stopped",
    "TrainingReport",
    "approve",
    "champion",
    "champion_label",
    "comparison",
    "judged_cases",
    "load_model",
    "load_model_policy",
    "model_file",
    "model_of",
    "propose",
    "proxy_notice",
    "registered",
    "reject",
    "train",
]
