"""What the board pack's card asks: the pack gathered in the background, once a version."""

from dashboard.jobs import Job, worker
from dashboard.queries.store import history, policy, settings
from pipelines.board_pack import board_pack


def job_name(version_id: str) -> str:
    """The name of that version's pack among the jobs."""
    return f"board pack {settings().store} {version_id} {policy().version}"


def known(version_id: str) -> Job | None:
    """The job of that version's pack; None where nobody has asked for it."""
    return worker().job(job_name(version_id))


def start(version_id: str) -> None:
    """Gather that version's pack in the background, or join the work under way."""
    place, reader = settings(), history()
    worker().submit(
        job_name(version_id),
        lambda job: board_pack(place, reader, progress=job.report, stop=job.stop.is_set),
    )
