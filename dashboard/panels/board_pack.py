"""The board pack on Overview: made when asked for, in the background, then three files."""

from functools import partial

import streamlit as st

from dashboard import jobs
from dashboard.jobs import Job
from dashboard.queries.store import history, settings
from pipelines.board_pack import BoardPack, board_pack, pack_pdf, pack_slides, pack_workbook

FILES = (
    ("PDF", "pdf", "application/pdf", pack_pdf),
    (
        "PowerPoint",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        pack_slides,
    ),
    (
        "Excel",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        pack_workbook,
    ),
)


def show_board_pack(version_id: str) -> None:
    """A button that gathers the month's report of that version, then its three files."""
    place, reader = settings(), history()
    name = f"board pack {place.store} {version_id}"
    with st.container(border=True):
        st.subheader("Board pack")
        st.caption(
            "The month's report of the book as pages, slides and a workbook. Gathering it takes a "
            "few minutes, most of them for the stress scenarios."
        )
        job = jobs.worker().job(name)
        has_failed = job is not None and not job.running and job.future.exception() is not None
        if (job is None or has_failed) and st.button("Make the board pack"):

            def gather(job: Job) -> BoardPack:
                return board_pack(place, reader, progress=job.report)

            jobs.worker().submit(name, gather)
            st.rerun()
        jobs.show_progress(name, done=_show_files)


def _show_files(pack: BoardPack) -> None:
    wrong = [check.text for check in pack.checks if not check.holds]
    if wrong:
        st.error(f"These sums do not hold, so there is nothing to send: {'; '.join(wrong)}.")
        return
    with st.container(horizontal=True):
        for label, ending, mime, make in FILES:
            st.download_button(
                label,
                partial(make, pack),
                file_name=f"board-pack-{pack.month}.{ending}",
                mime=mime,
                key=f"board-pack-{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.caption(f"{len(pack.checks)} sums between its tables and the book hold.")
