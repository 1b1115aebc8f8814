"""The synthetic marketplace: writes exports that enter by the same door as real ones."""

from pipelines.world.exports import WorldSummary, write_world

__all__ = ["WorldSummary", "write_world"]
