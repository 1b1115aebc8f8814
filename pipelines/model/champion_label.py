"""What a bad is to the model that decides, without loading the model."""

from pipelines.errors import Refused
from pipelines.model.registry import registered
from pipelines.settings import Settings
from pipelines.store import Workbench


def champion_label(settings: Settings) -> str | None:
    """Return the champion's label, "default" or the proxy "shortfall"; None without a champion.

    None, too, where a record cannot be read: whatever uses the model refuses then and says why.
    """
    held = Workbench(settings).role_holder("champion")
    try:
        records = registered(settings) if held else []
    except Refused:
        return None
    return next((one.label for one in records if held and one.model_id == held.model_id), None)
