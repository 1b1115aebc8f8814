"""The buttons that give a sheet as HTML and as PDF."""

from collections.abc import Callable

import streamlit as st

from pipelines.offers import disclosure_pdf


def show_sheet_downloads(
    title: str, html: Callable[[], str], *, file: str, key: str, needs: str
) -> None:
    """Two buttons named by `title`; each sheet is made when it is asked for.

    `file` is the file's name without its ending, `key` is unique on the page, and `needs` says what
    the server may lack for a PDF.
    """
    with st.container(horizontal=True):
        st.download_button(
            f"{title} as HTML",
            html,
            file_name=f"{file}.html",
            mime="text/html",
            key=f"download-{key}-html",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            f"{title} as PDF",
            lambda: disclosure_pdf(html()),
            file_name=f"{file}.pdf",
            mime="application/pdf",
            key=f"download-{key}-pdf",
            icon=":material/picture_as_pdf:",
            help=f"Where the server lacks {needs}, print the HTML instead",
            on_click="ignore",
        )
