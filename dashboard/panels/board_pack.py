"""The card that gives the month to the board: gathered when asked for, then three files."""

from functools import partial

import streamlit as st

from dashboard import formats, jobs
from dashboard.queries import board_pack as queries
from pipelines.board_pack import BoardPack, pack_pdf, pack_slides, pack_workbook

FORMS = {
    "pdf": ("PDF", pack_pdf, "application/pdf", ":material/picture_as_pdf:"),
    "pptx": (
        "PowerPoint",
        pack_slides,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ":material/slideshow:",
    ),
    "xlsx": (
        "Excel",
        pack_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ":material/table:",
    ),
}


def show_board_pack(version_id: str) -> None:
    """Offer the month's pack; nothing is worked out until somebody asks for it."""
    with st.container(border=True, gap="small"):
        st.markdown("**Board pack**")
        job = queries.known(version_id)
        if job is None:
            st.caption(
                "The month on paper, as slides and as a workbook: every scenario is tried again, "
                "which takes a minute or so."
            )
            if st.button("Prepare the board pack", icon=":material/inventory_2:"):
                queries.start(version_id)
                st.rerun()
            return
        jobs.show_progress(job.name, done=_show)
        if not job.running and job.future.exception() is not None and st.button("Try again"):
            jobs.worker().forget(job.name)
            st.rerun()


def _show(pack: BoardPack) -> None:
    """A button a form; each file is made when it is asked for."""
    broken = [one.text for one in pack.checks if not one.holds]
    if broken:
        st.error(formats.markdown(f"The pack does not add up: {'; '.join(broken)}."))
        return
    with st.container(horizontal=True):
        for ending, (name, make, mime, icon) in FORMS.items():
            st.download_button(
                name,
                partial(make, pack),
                file_name=f"board-pack-{pack.month}.{ending}",
                mime=mime,
                key=f"download-board-pack-{ending}",
                icon=icon,
                on_click="ignore",
            )
    st.caption(f"{pack.as_of:%b %Y}, from version {pack.version_id}.")
