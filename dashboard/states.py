"""The designed states of a page besides the full one: no data, nothing matches, failed."""

import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboard import formats
from dashboard.queries import VersionMoved
from pipelines.errors import Refused

log = logging.getLogger("dashboard")


@contextmanager
def guarded() -> Iterator[None]:
    """Run a page so that whatever goes wrong ends in a designed state, never in a stack trace.

    A refusal is shown in its own words; anything else gets an error id that the log repeats.
    """
    try:
        yield
    except VersionMoved:
        st.rerun()
    except Refused as refusal:
        refused(str(refusal))
    except Exception:
        error_id = uuid.uuid4().hex[:8]
        log.exception("page failed, error id %s", error_id)
        failed(error_id)


def show_error(error: Exception) -> bool:
    """Draw the state that `error` calls for and say that it has been dealt with."""
    with guarded():
        raise error
    return True


def refused(message: str) -> None:
    """Work refused for a reason the reader can mend: what is wrong and what to do."""
    wrong, _, advice = message.partition(": ")
    with _state(":material/info:", sentence(wrong)):
        if advice:
            st.markdown(f"{sentence(advice)}.")
        st.button("Try again", icon=":material/refresh:", key="state-retry")


def no_data(what: str, why: str, command: str | None = None) -> None:
    """Nothing of this kind is in the book yet: say why, and which command fills it."""
    with _state(":material/inbox:", f"No {what} yet"):
        st.markdown(sentence(why))
        if command:
            st.code(command, language="bash")


def nothing_matches(filters: Sequence[str]) -> None:
    """The filters leave nothing: name those to relax."""
    with _state(":material/filter_alt_off:", "Nothing matches these filters"):
        st.markdown(formats.markdown(f"Relax {' or '.join(filters)} to see more."))


def failed(error_id: str) -> None:
    """Something broke and was logged under `error_id`: say so and what to do."""
    with _state(":material/error:", "This page could not be drawn"):
        st.markdown(
            f"It stopped on an unexpected error. Its id is `{error_id}`; the server's log has the "
            "details under the same id. Nothing was changed. Try again, and if it comes back, "
            "report the id."
        )
        st.button("Try again", icon=":material/refresh:", key="state-retry")


def sentence(text: str) -> str:
    """Plain text as Markdown with a capital first letter; what stands in backticks stays code."""
    parts = text.split("`")
    written = [f"`{part}`" if n % 2 else formats.markdown(part) for n, part in enumerate(parts)]
    joined = "".join(written)
    return joined[:1].upper() + joined[1:]


@contextmanager
def _state(icon: str, title: str) -> Iterator[None]:
    with st.container(border=True):
        st.subheader(f"{icon} {title}", anchor=False)
        yield
