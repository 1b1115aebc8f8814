"""The PDs that the champion gave to cases before an outcome of theirs taught it anything."""

from pipelines.model import judged_cases
from pipelines.model.data import DEFAULT
from pipelines.model.registry import record_of
from pipelines.settings import Settings
from pipelines.store import Workbench


def judged_pds(settings: Settings) -> dict[str, float]:
    """The PD of each case the champion was judged on, by application.

    Empty without a champion, and where it learned a proxy. Raises Refused where its file is missing
    or damaged.
    """
    workbench = Workbench(settings)
    held = workbench.role_holder("champion") if settings.workbench.exists() else None
    if held is None or record_of(settings, held.model_id).label != DEFAULT:
        return {}
    judged = judged_cases(settings, held.model_id)
    return dict(zip(judged.index, judged["pd"].astype(float), strict=True))
