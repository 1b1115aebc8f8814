"""Who may ask at the checkout: keys are shown once, and only their digest is kept."""

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from functools import cache

from pipelines.errors import Refused
from pipelines.store.sql import sql_text
from pipelines.store.workbench import Workbench, utc_now

KEY_BYTES = 32
MOST_PER_SECOND = 1_000_000


@dataclass(frozen=True)
class Client:
    """A key's owner; `rate_per_second` is how many requests it may send in a second."""

    client_id: str
    name: str
    rate_per_second: int
    created_at: str
    revoked_at: str | None


def create_client(workbench: Workbench, name: str, rate_per_second: int) -> tuple[Client, str]:
    """Make a new key of 256 random bits for `name`; returns it beside its client.

    Refused without a name, and for a rate that is not from 1 to a million a second.
    """
    if not name.strip() or not name.isprintable():
        raise Refused("the client has no name: say whose key it is")
    if not 1 <= rate_per_second <= MOST_PER_SECOND:
        raise Refused(f"{rate_per_second} requests a second is no rate: give 1 to 1000000")
    key = f"pl_{secrets.token_urlsafe(KEY_BYTES)}"
    client = Client(f"c-{secrets.token_hex(6)}", name.strip(), rate_per_second, utc_now(), None)
    with workbench.transaction() as con:
        con.execute(_sql("insert_checkout_client"), {**vars(client), "key_sha256": digest(key)})
    return client, key


def revoke_client(workbench: Workbench, name: str) -> int:
    """Revoke every key of `name` and return how many; Refused where it has none."""
    with workbench.transaction() as con:
        asked = {"name": name.strip(), "at": utc_now()}
        revoked = con.execute(_sql("revoke_checkout_client"), asked).rowcount
    if not revoked:
        raise Refused(f"{name!r} has no valid key: see `python -m pipelines api-key --list`")
    return revoked


def clients(workbench: Workbench) -> list[Client]:
    """Every key's owner, newest first, revoked ones too."""
    with workbench.transaction() as con:
        return [Client(*row) for row in con.execute(_sql("checkout_clients"))]


def client_of_key(con: sqlite3.Connection, key: str) -> Client | None:
    """Whose valid key it is, if anybody's."""
    row = con.execute(_sql("checkout_client_by_key"), {"key_sha256": digest(key)}).fetchone()
    return Client(*row) if row else None


def digest(key: str) -> str:
    """What is kept of a key: it is random, so that no slow hash is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


@cache
def _sql(name: str) -> str:
    return sql_text(__file__, f"workbench_sql/{name}.sql")
