"""Who may ask, and how often."""

import hashlib

import pytest

from pipelines.checkout import known_clients
from pipelines.checkout.problems import Problem
from pipelines.checkout.throttle import Throttle
from pipelines.cli.main import main
from pipelines.errors import Refused
from pipelines.store import Workbench
from pipelines.store.checkout_clients import clients, create_client, revoke_client


def test_only_the_digest_of_a_key_is_kept(shop):
    key = create_client(Workbench(shop.settings), "kiosk", 5)[1]
    assert len(key) == 46
    kept = shop.rows("select key_sha256 from checkout_clients where name = 'kiosk'")
    assert kept == [(hashlib.sha256(key.encode()).hexdigest(),)]
    for file in shop.settings.store.iterdir():
        assert key.encode() not in file.read_bytes()


def test_either_header_shows_the_key(shop, good):
    body = {"merchant_id": good, "amount": "500", "currency": "USD"}
    headers = {"authorization": "", "x-api-key": shop.api_key}
    assert shop.send("POST", "/api/decisions", body, headers).status == 201
    lower = {"authorization": f"bearer {shop.api_key}"}
    assert shop.send("POST", "/api/decisions", body, lower).status == 201


def test_a_key_is_made_listed_and_revoked(shop, good, capsys, monkeypatch):
    monkeypatch.setattr(known_clients, "KNOWN_SECONDS", 0.0)
    store = ["--store", str(shop.settings.store)]
    assert main(["api-key", "kiosk", "--rate", "7", *store]) == 0
    shop.api_key = capsys.readouterr().out.split("\n")[0]
    assert shop.decide(good).status == 201
    assert main(["api-key", "--list", *store]) == 0
    assert "7/s  valid  kiosk" in capsys.readouterr().out
    assert main(["api-key", "kiosk", "--revoke", *store]) == 0
    assert shop.decide(good).status == 401
    assert main(["api-key", "kiosk", "--revoke", *store]) == 1
    assert [client.name for client in clients(Workbench(shop.settings))] == ["kiosk", "shop"]


@pytest.mark.parametrize(("name", "rate"), [("", 1), (" ", 1), ("a\nb", 1), ("a", 0), ("a", -1)])
def test_a_client_has_a_name_and_a_rate(settings, name, rate):
    with pytest.raises(Refused):
        create_client(Workbench(settings), name, rate)


def test_a_bucket_fills_at_its_rate():
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(3):
        throttle.take("c", 3)
    with pytest.raises(Problem, match="more than 3") as refused:
        throttle.take("c", 3)
    assert refused.value.headers == ((b"retry-after", b"1"),)
    throttle.take("other", 3)
    now[0] = 1 / 3
    throttle.take("c", 3)
    with pytest.raises(Problem):
        throttle.take("c", 3)
    now[0] = 1_000.0
    for _ in range(3):
        throttle.take("c", 3)
    with pytest.raises(Problem):
        throttle.take("c", 3)


def test_too_many_requests_are_told_to_wait(shop, good):
    slow = shop.another("slow", rate=2)
    got = [slow.decide(good, key="k") for _ in range(3)][-1]
    assert (got.status, got.json["type"]) == (429, "/api/docs#too-many")
    assert got.headers["retry-after"] == "1"
    assert shop.decide(good).status == 201


def test_a_revoked_key_ends_within_a_second(shop):
    now, con = [0.0], shop.app.service._reading.get()
    known = known_clients.KnownClients(lambda: now[0])
    name = known.client(shop.api_key, lambda: con).name
    revoke_client(Workbench(shop.settings), name)
    now[0] = 0.99
    assert known.client(shop.api_key, lambda: con).name == name
    now[0] = 1.0
    with pytest.raises(Problem):
        known.client(shop.api_key, lambda: con)
