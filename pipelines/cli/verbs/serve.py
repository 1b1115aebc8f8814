"""`serve`: the checkout service alone, until it is told to end."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.errors import Refused
from pipelines.settings import Settings

HELP = "serves decisions at the checkout over HTTP"
HOST = "127.0.0.1"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare where it listens."""
    parser.add_argument("--host", default=HOST, help="address to listen on (this machine only)")
    parser.add_argument("--port", type=int, default=8600, help="port to listen on (8600)")


def run(options: Namespace, settings: Settings) -> Answer:
    """Serve until interrupted; Refused where there is no store."""
    from pipelines.checkout.serve import serve  # noqa: PLC0415 the server is this verb's alone

    if not settings.history.exists():
        raise Refused(f"no book in {settings.store}: import one, or run `python -m pipelines demo`")
    if not 0 < options.port < 65536:
        raise Refused(f"{options.port} is no port: give one from 1 to 65535")
    serve(settings, host=options.host, port=options.port)
    return Answer({"served": str(settings.store)}, "the service has ended")
