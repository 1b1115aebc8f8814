"""The house as designed: imports run one way, and a few things appear nowhere."""

import ast
from pathlib import Path

import pytest

from pipelines.settings import PROJECT

FLOORS = [
    {"errors", "settings", "toml_section"},
    {"stats", "reasons", "store", "loans"},
    {"ingest", "world"},
    {"features", "outcomes"},
    {"model", "profile"},
    {"explain", "offers", "monitoring", "validation"},
    {"portfolio", "checkout", "simulation"},
    {"recourse"},
    {"review"},
    {"stages", "deciding", "decision_sheet", "board_pack", "dictionary"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
INSIDE_A_FLOOR = {
    ("settings", "errors"),
    ("stages", "deciding"),
    ("dictionary", "stages"),
    ("decision_sheet", "deciding"),
}
"""Imports between rooms of one floor that are meant; a room's own modules import each other."""
SOURCES = sorted((PROJECT / "pipelines").rglob("*.py"))
PAGES = sorted((PROJECT / "dashboard").rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The dotted names of the modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def room(path: Path) -> str:
    part = path.relative_to(PROJECT / "pipelines").parts[0]
    return part.removesuffix(".py")


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parent.name != "pipelines"], ids=name)
def test_a_room_imports_only_rooms_below_it(path):
    own = room(path)
    for module in imports(path):
        parts = module.split(".")
        if parts[0] != "pipelines" or len(parts) < 2 or parts[1] == own:
            continue
        assert FLOOR[parts[1]] < FLOOR[own] or (own, parts[1]) in INSIDE_A_FLOOR, module


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_pipelines_know_nothing_of_pages(path):
    roots = {module.split(".")[0] for module in imports(path)}
    assert not roots & {"dashboard", "streamlit", "plotly", "pickle", "joblib"}


@pytest.mark.parametrize("path", [p for p in PAGES if p.parent.name == "charts"], ids=name)
def test_charts_are_drawn_without_streamlit(path):
    assert "streamlit" not in {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_draw_with_graph_objects_and_without_shap(path):
    assert not imports(path) & {"plotly.express", "shap"}


def test_no_name_explains_nothing():
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "core"}
    assert [name(path) for path in (*SOURCES, *PAGES) if path.stem in vague] == []


def test_views_are_short():
    views = sorted((PROJECT / "dashboard" / "views").glob("*.py"))
    assert len(views) == 11
    lengths = {view.name: len(view.read_text(encoding="utf-8").splitlines()) for view in views}
    assert {view: n for view, n in lengths.items() if n > 120} == {}
