"""Recourse: every permitted change of one or two levers tried, the cheapest that help verified."""

from pipelines.recourse.grounds import Grounds
from pipelines.recourse.levers import Lever, Move, in_effect, load_levers
from pipelines.recourse.result import Change, Moved, Pulled, Recourse
from pipelines.recourse.search import Asked, Search, goal_of, recourse
from pipelines.recourse.words import recourse_words

__all__ = [
    "Asked",
    "Change",
    "Grounds",
    "Lever",
    "Move",
    "Moved",
    "Pulled",
    "Recourse",
    "Search",
    "goal_of",
    "in_effect",
    "load_levers",
    "recourse",
    "recourse_words",
]
