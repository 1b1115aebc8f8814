"""A draft tried on the whole book: what the Policy lab shows, remembered while nothing changes."""

from dataclasses import dataclass

import streamlit as st

from dashboard.queries.store import history, settings, still_at
from pipelines.offers import Policy
from pipelines.simulation.cases import Cases, Numbers, read_cases
from pipelines.simulation.frontier import Frontier, frontier
from pipelines.simulation.intervals import Resamples, intervals, profit_band, resamples
from pipelines.simulation.realised import Realised, realised
from pipelines.simulation.replay import Replayed, replay
from pipelines.simulation.segments import Segment, by_segment
from pipelines.simulation.swaps import MerchantSwaps, SwapGroup, merchant_swaps, swap_set
from pipelines.simulation.sweep import CutOffs, Sweep
from pipelines.simulation.take_up import PriceLevels, price_levels
from pipelines.simulation.totals import Basis, Totals, figures, totals
from pipelines.stats.intervals import Interval

Key = tuple[str, str]
"""Store and version: what the cases rest on."""


@dataclass(frozen=True)
class Swept:
    """A policy's cut-offs with the bounds of the expected profit at each, in cents."""

    sweep: Sweep
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Trial:
    """Two policies on the same book: `before` is today's (or any other), `after` the draft."""

    version_id: str
    currency: str
    before: Policy
    after: Policy
    basis: Basis

    @property
    def is_changed(self) -> bool:
        """Whether the two policies differ."""
        return self.before != self.after

    @property
    def cases(self) -> Cases:
        """The scored applications."""
        return _cases(self._key)

    @property
    def totals(self) -> tuple[Totals, Totals]:
        """What each of the two comes to."""
        was, now = self._replays
        return totals(was, self.basis), totals(now, self.basis)

    @property
    def realised(self) -> tuple[Realised, Realised]:
        """What each of the two would have lost where outcomes are known."""
        was, now = self._replays
        return realised(self.cases, was, self.before), realised(self.cases, now, self.after)

    def intervals(self) -> tuple[dict[str, Interval], dict[str, Interval]]:
        """Intervals of the draft's figures and of their change."""
        was, now = (figures(found, self.basis) for found in self._replays)
        drawn = _resamples(self._key)
        return intervals(drawn, now), intervals(drawn, now - was)

    def swaps(self) -> tuple[tuple[SwapGroup, ...], MerchantSwaps]:
        """The swap set by group and by merchant."""
        return swap_set(self.cases, *self._replays), merchant_swaps(self.cases, *self._replays)

    def segments(self, segment: str) -> list[Segment]:
        """The two side by side in each part of the book."""
        drawn = _resamples(self._key)
        return by_segment(self.cases, *self._replays, drawn, segment=segment, basis=self.basis)

    def swept(self, policy: Policy) -> Swept:
        """One of the two at every cut-off."""
        return _swept(self._key, repr(policy), self.basis, policy)

    def frontier(self) -> Frontier:
        """Cut-offs and limits about the draft."""
        return _frontier(self._key, repr(self.after), self.basis, self.after)

    def price_levels(self) -> PriceLevels:
        """The draft at other prices, expected to be accepted."""
        return _price_levels(self._key, repr(self.after), self.after)

    @property
    def _key(self) -> Key:
        return str(settings().store), self.version_id

    @property
    def _replays(self) -> tuple[Replayed, Replayed]:
        return (
            _replayed(self._key, repr(self.before), self.before),
            _replayed(self._key, repr(self.after), self.after),
        )


@st.cache_resource(show_spinner=False, max_entries=2)
def _cases(key: Key) -> Cases:
    found = read_cases(history())
    still_at(key[1], history())
    return found


@st.cache_resource(show_spinner=False, max_entries=2)
def _resamples(key: Key) -> Resamples:
    return resamples(_cases(key))


@st.cache_resource(show_spinner=False, max_entries=12)
def _replayed(key: Key, policy_key: str, _policy: Policy) -> Replayed:
    return replay(_cases(key), _policy)


@st.cache_resource(show_spinner=False, max_entries=24)
def _swept(key: Key, policy_key: str, basis: Basis, _policy: Policy) -> Swept:
    cut = CutOffs(_cases(key), _policy, basis)
    found = cut.sweep()
    return Swept(found, *profit_band(_resamples(key), cut, found.cut_offs))


@st.cache_resource(show_spinner=False, max_entries=24)
def _frontier(key: Key, policy_key: str, basis: Basis, _policy: Policy) -> Frontier:
    return frontier(_cases(key), _policy, basis)


@st.cache_resource(show_spinner=False, max_entries=24)
def _price_levels(key: Key, policy_key: str, _policy: Policy) -> PriceLevels:
    return price_levels(_cases(key), _policy)
