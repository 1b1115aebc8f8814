"""What the README and the data dictionary say is so."""

import re

import pytest

from pipelines.cli.main import main
from pipelines.cli.verbs import VERBS
from pipelines.dictionary import README, written_readme
from pipelines.settings import PROJECT

TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_dictionary_is_true():
    text = README.read_text(encoding="utf-8")
    assert written_readme(text) == text, "run `make dictionary`"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|\$ )make (\w+)", TEXT))))
def test_make_targets_exist(target):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)


def test_every_verb_is_described():
    assert re.findall(r"^\| `([\w-]+)` \| ", TEXT, flags=re.MULTILINE)[-len(VERBS) :] == list(VERBS)


def test_links_lead_somewhere():
    for link in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (PROJECT / link).exists(), link


def test_rooms_exist():
    for name in re.findall(r"`((?:pipelines|dashboard|data|notebooks|tests)/[\w./]*)`", TEXT):
        assert (PROJECT / name).exists() or name == "data/store", name


def test_quote_prints_what_the_readme_shows(capsys, demo_store):
    assert main(["quote", "30000", "--tier", "low", "--store", str(demo_store)]) == 0
    assert capsys.readouterr().out.strip() in TEXT
