"""Progress out of a training, and the wish to stop into it."""

from collections.abc import Callable
from types import SimpleNamespace

from pipelines.errors import Stopped

Progress = Callable[[float, str], None]
"""Called with the fraction done, 0 to 1, and what is being done."""
Stop = Callable[[], bool]
"""Asked after every tree; True ends the training."""


class Watch:
    """Counts the fits of one training; also the callback CatBoost calls after each tree."""

    def __init__(self, fits: int, progress: Progress | None, stop: Stop | None) -> None:
        self._fits, self._done, self._trees = fits, 0, 1
        self._text = "Preparing"
        self._progress, self._stop = progress, stop

    def begin(self, text: str, *, trees: int) -> None:
        """Announce the next fit and the most trees it may grow."""
        self._text, self._trees = text, trees
        self._tell(0)
        self.check()

    def end(self) -> None:
        """Count the fit as done; raises Stopped when it was cut short."""
        self.check()
        self._done += 1

    def check(self) -> None:
        """Raise Stopped when asked to stop."""
        if self._stop is not None and self._stop():
            raise Stopped("Training was stopped: no model was registered; train again when ready")

    def callbacks(self) -> list["Watch"]:
        """Return what to hand CatBoost: nothing where nobody watches, for that costs time."""
        return [self] if self._progress or self._stop else []

    def after_iteration(self, info: SimpleNamespace) -> bool:
        """Tell the progress after a tree; False makes CatBoost stop."""
        self._tell(info.iteration / self._trees)
        return not (self._stop is not None and self._stop())

    def _tell(self, part: float) -> None:
        if self._progress is not None:
            self._progress(min((self._done + min(part, 1.0)) / self._fits, 1.0), self._text)
