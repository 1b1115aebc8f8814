"""Point-in-time features: what a lender could have known on the day before each application."""

from pipelines.features.build import FeatureBuild, build_features, extend_features
from pipelines.features.catalogue import Feature, catalogue
from pipelines.features.compose import features_sql
from pipelines.features.days import loan_days_sql, merchant_days_sql
from pipelines.features.engines.spark import build_features_on_spark
from pipelines.features.live import features_now, live_features
from pipelines.features.on_request import OnRequest, on_request
from pipelines.features.restate import with_order_amount
from pipelines.features.serving import (
    NewestFeatures,
    Snapshot,
    newest_features,
    publish_newest_features,
    read_served,
)
from pipelines.features.table import FeatureTable, feature_frame, require_features
from pipelines.features.trace import (
    Evidence,
    Part,
    Trace,
    evidence_of,
    features_from,
    trace_feature,
)

__all__ = [
    "Evidence",
    "Feature",
    "FeatureBuild",
    "FeatureTable",
    "NewestFeatures",
    "OnRequest",
    "Part",
    "Snapshot",
    "Trace",
    "build_features",
    "build_features_on_spark",
    "catalogue",
    "evidence_of",
    "extend_features",
    "feature_frame",
    "features_from",
    "features_now",
    "features_sql",
    "live_features",
    "loan_days_sql",
    "merchant_days_sql",
    "newest_features",
    "on_request",
    "publish_newest_features",
    "read_served",
    "require_features",
    "trace_feature",
    "with_order_amount",
]
