"""The synthetic marketplace: writes exports that enter by the same door as real ones."""

from pipelines.world.exports import WorldSummary, write_world
from pipelines.world.files import require_disk
from pipelines.world.presets import PRESETS, Preset

__all__ = ["PRESETS", "Preset", "WorldSummary", "require_disk", "write_world"]
