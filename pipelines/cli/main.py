"""`python -m pipelines VERB`: parse, run, answer; exit 0 done, 1 refused, 2 misuse."""

import argparse
import sys
from collections.abc import Sequence

from pipelines.cli.verbs import VERBS
from pipelines.errors import Refused
from pipelines.settings import settings_from_environment


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(given).parse_args(given)
    try:
        settings = settings_from_environment(options.store)
        answer = options.run(options, settings)
    except Refused as refusal:
        sys.stderr.write(f"{options.verb}: {' '.join(str(refusal).split())}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"{options.verb}: stopped; the store was left as it was\n")
        return 130
    answer.write(as_json=options.json)
    return 0 if answer.done else 1


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the verb that is given, of all where it is none."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines",
        description="From a merchant's raw sales to a Pay Later decision and a book's risk.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name in given[:1] if given and given[0] in VERBS else VERBS:
        verb = VERBS[name]
        sub = verbs.add_parser(name, help=verb.HELP, description=verb.HELP)
        sub.add_argument("--store", metavar="DIR", help="the store's folder (PAYLATER_STORE)")
        sub.add_argument("--json", action="store_true", help="answer with one JSON object")
        verb.add_arguments(sub)
        sub.set_defaults(run=verb.run)
    return parser
