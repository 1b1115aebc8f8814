"""Credit models: split, train, calibrate, evaluate, register, load."""

from pipelines.model.manifest import Manifest
from pipelines.model.policy import ModelPolicy, load_model_policy
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
    "Manifest",
    "Model",
    "ModelPolicy",
    "Stopped",
    "TrainingReport",
    "champion",
    "judged_cases",
    "load_model",
    "load_model_policy",
    "model_file",
    "model_of",
    "registered",
    "train",
]
