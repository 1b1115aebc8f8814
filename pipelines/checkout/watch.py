"""The desk in force: looked at each second, and replaced as a whole when anything has changed."""

import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.checkout.desk import CheckoutDesk
from pipelines.checkout.governed import GovernedFile, governed_files
from pipelines.checkout.problems import try_again
from pipelines.settings import Settings

LOOK_SECONDS = 1.0
FOLDERS = re.compile(r"(?<![\w.])/(?:[^\s/]+/)+")
"""Whoever asks how the service is reads which file is wrong, and not where it lies."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeskInForce:
    """A desk with the governed files it decides by."""

    desk: CheckoutDesk
    files: tuple[GovernedFile, ...]

    def in_doubt(self) -> "DeskInForce":
        """The same desk, referring everything."""
        return replace(self, desk=self.desk.in_doubt())


class DeskWatch:
    """Holds the newest desk that could be opened; when a newer one cannot be, it refers."""

    def __init__(self, settings: Settings, opened: Callable[[Settings], CheckoutDesk]) -> None:
        self._settings = settings
        self._open = opened
        self._held: DeskInForce | None = None
        self._why = "it has not been opened yet"
        self._failed = False
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="checkout-desk", daemon=True)

    def start(self) -> None:
        """Open the desk, then look after it in a thread."""
        self.look()
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(LOOK_SECONDS)

    def held(self) -> DeskInForce:
        """The desk in force; Problem 503 where none could ever be opened."""
        if self._held is None:
            raise try_again("unavailable", f"there is nothing to decide by ({self._why})", 10)
        return self._held

    @property
    def why_in_doubt(self) -> str | None:
        """Why the desk refers everything, None where it decides."""
        if self._held is not None and self._held.desk.doubt is None:
            return None
        return self._why or "what is published does not belong together"

    def look(self) -> None:
        """Open the desk anew where anything has changed; keep the old one, in doubt, on failure."""
        try:
            if self._held is None or self._failed or not self._held.desk.is_current():
                desk = self._open(self._settings)
                self._held, self._why = DeskInForce(desk, governed_files(desk)), ""
                self._failed = False
        except Exception as error:  # noqa: BLE001 whatever is wrong with it, nothing is approved
            self._doubt(error)

    def _doubt(self, error: Exception) -> None:
        why = FOLDERS.sub("", " ".join(str(error).split())) or type(error).__name__
        if why != self._why:
            log.warning("the desk cannot be opened, so orders go to a person: %s", error)
        self._why, self._failed = why, True
        if self._held is not None and self._held.desk.doubt is None:
            self._held = self._held.in_doubt()

    def _run(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            self.look()
