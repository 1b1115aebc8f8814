"""What a bad is to the model that decides, without loading the model."""

from pipelines.errors import Refused
from pipelines.model.registry import record_of
from pipelines.settings import Settings
from pipelines.store import Workbench


def champion_label(settings: Settings) -> str | None:
    """Return the champion's label, "default" or the proxy "shortfall"; None without a champion.

    None, too, where a record cannot be read: whatever uses the model refuses then and says why.
    """
    held = Workbench(settings).role_holder("champion")
    try:
        return record_of(settings, held.model_id).label if held else None
    except Refused:
        return None
