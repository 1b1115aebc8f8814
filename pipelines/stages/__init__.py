"""The stages from raw rows to offers, in order, each publishing its own version of the history."""

from pipelines.stages.demo import DemoReport, build_demo
from pipelines.stages.features import FeatureReport, build_feature_tables
from pipelines.stages.progress import ENGINES, Engine, require_history
from pipelines.stages.scoring import ScoringReport, score_book
from pipelines.stages.training import TrainedModel, train_model

__all__ = [
    "ENGINES",
    "DemoReport",
    "Engine",
    "FeatureReport",
    "ScoringReport",
    "TrainedModel",
    "build_demo",
    "build_feature_tables",
    "require_history",
    "score_book",
    "train_model",
]
