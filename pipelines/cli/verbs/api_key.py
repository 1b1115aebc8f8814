"""`api-key`: keys of those who may ask at the checkout."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import Workbench
from pipelines.store.checkout_clients import Client, clients, create_client, revoke_client

HELP = "makes a client's key for the checkout service, lists keys or revokes a client's"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare whose key, its rate, and what else may be done with keys."""
    parser.add_argument("name", nargs="?", help="whose key it is")
    parser.add_argument("--rate", type=int, default=50, metavar="N", help="requests a second (50)")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--revoke", action="store_true", help="revoke every key of that name")
    other.add_argument("--list", action="store_true", help="list the keys there are")


def run(options: Namespace, settings: Settings) -> Answer:
    """Make, revoke or list."""
    workbench = Workbench(settings)
    if options.list:
        found = clients(workbench)
        lines = [_line(client) for client in found] or ["no key yet"]
        return Answer({"clients": [vars(client) for client in found]}, "\n".join(lines))
    if options.name is None:
        raise Refused("name the client: `python -m pipelines api-key NAME`")
    if options.revoke:
        count = revoke_client(workbench, options.name)
        return Answer({"revoked": count}, f"{count} keys of {options.name} revoked")
    client, key = create_client(workbench, options.name, options.rate)
    said = f"{key}\nkey of {client.name} ({client.client_id}), shown this once: keep it safe"
    return Answer({**vars(client), "key": key}, said)


def _line(client: Client) -> str:
    state = f"revoked {client.revoked_at[:16]}" if client.revoked_at else "valid"
    return f"{client.client_id}  {client.rate_per_second}/s  {state}  {client.name}"
