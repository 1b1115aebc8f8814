import json

from pipelines.cli.explain_context import context_words, read_context
from pipelines.settings import Settings
from pipelines.store import History


def test_context_in_words_and_as_json(demo_store):
    with History(Settings(store=demo_store)) as history:
        newest = (
            "select arg_max(application_id, applied_at) from applications "
            "join scores using (application_id)"
        )
        (asked,) = history.row(newest)
        found = read_context(history, asked)
    words = list(context_words(found))
    assert words[0] == f"Stored scores of this merchant, model {found.history.model_id}"
    assert sum(line.startswith("Nearest ") for line in words) == 2
    shape = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert shape["history"]["scorings"][-1]["application_id"] == asked
    assert len(shape["nearest"]["approved"]) == len(shape["nearest"]["defaulted"]) == 5
