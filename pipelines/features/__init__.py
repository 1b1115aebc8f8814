"""Point-in-time features: what a lender could have known on the day before each application."""

from pipelines.features.build import FeatureBuild, build_features, extend_features
from pipelines.features.catalogue import Feature, catalogue
from pipelines.features.compose import features_sql
from pipelines.features.engines.spark import build_features_on_spark
from pipelines.features.restate import with_order_amount
from pipelines.features.table import FeatureTable, feature_frame

__all__ = [
    "Feature",
    "FeatureBuild",
    "FeatureTable",
    "build_features",
    "build_features_on_spark",
    "catalogue",
    "extend_features",
    "feature_frame",
    "features_sql",
    "with_order_amount",
]
