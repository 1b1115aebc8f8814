"""Returns: what the loans of a segment or a vintage earned after funding, servicing and losses."""

from pipelines.portfolio.returns.segments import DIMENSIONS, SegmentReturn, returns_by_segment

__all__ = ["DIMENSIONS", "SegmentReturn", "returns_by_segment"]
