"""A model file changed in any of 800 ways is refused before CatBoost sees a byte of it."""

import random
import shutil
from dataclasses import replace

import pytest
from catboost import CatBoost

from pipelines.errors import Refused
from pipelines.model import load_model

WAYS = 800


def changed(blob: bytes, way: int) -> bytes:
    """The file with a bit flipped, a stretch zeroed, cut out or doubled, cut off, or grown."""
    draw = random.Random(way)
    place = draw.randrange(len(blob))
    length = draw.randrange(1, 200)
    match way % 6:
        case 0:
            flipped = bytes([blob[place] ^ (1 << draw.randrange(8))])
            return blob[:place] + flipped + blob[place + 1 :]
        case 1:
            return blob[:place] + bytes(length) + blob[place + length :]
        case 2:
            return blob[:place] + blob[place + length :]
        case 3:
            return blob[:place] + blob[place : place + length] + blob[place:]
        case 4:
            return blob[:place]
    return blob + draw.randbytes(length)


def test_no_changed_file_is_loaded(trained, tmp_path, monkeypatch):
    settings, report = trained
    manifest = report.manifest
    shutil.copytree(settings.store, tmp_path / "store")
    own = replace(settings, store=tmp_path / "store")
    path = own.models / manifest.sha256 / "model.cbm"
    whole = path.read_bytes()
    monkeypatch.delattr(CatBoost, "load_model")
    ways = [changed(whole, way) for way in range(WAYS)]
    for blob in ways:
        if blob == whole:
            continue
        path.write_bytes(blob)
        with pytest.raises(Refused, match="digest"):
            load_model(own, manifest.model_id)
    assert sum(blob != whole for blob in ways) > WAYS * 0.95
