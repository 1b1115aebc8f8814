"""From a feature of one application back to the rows it was computed from."""

from pipelines.features.trace.evidence import Evidence, evidence_of
from pipelines.features.trace.recompute import features_from
from pipelines.features.trace.trace import Part, Trace, trace_feature

__all__ = ["Evidence", "Part", "Trace", "evidence_of", "features_from", "trace_feature"]
