"""Of damaged zips the standard library raises what we expect of it, each kind and no other."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from seuranta.vocabulary.zips import BROKEN_ZIP

ATTEMPTS = 8_000
LARGEST_PART = 1_000_000


def a_zip(packing: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", packing) as archive:
        archive.writestr("docProps/core.xml", "<a>" + "hei " * 50 + "</a>")
        archive.writestr("xl/välilehti.xml", "<b/>" * 30)
    return content.getvalue()


def damaged(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4))):
        made[chance.randrange(len(made))] = chance.choice((chance.randrange(256), 0, 1, 255))
    if chance.random() < 0.1:
        made = made[: chance.randrange(len(made))]
    return bytes(made[chance.randrange(20) :] if chance.random() < 0.1 else made)


def read_all(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if entry.file_size < LARGEST_PART:
                archive.read(entry)


def test_every_way_to_damage_a_zip_is_expected_and_every_expectation_happens() -> None:
    chance, seen = random.Random(1), set[type[Exception]]()
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        whole = a_zip(packing)
        for _ in range(ATTEMPTS):
            try:
                read_all(damaged(whole, chance))
            except BROKEN_ZIP as error:
                seen.add(type(error))
    unmet = [expected.__name__ for expected in BROKEN_ZIP if not any(issubclass(kind, expected) for kind in seen)]
    assert unmet == []


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_LZMA])
def test_a_whole_zip_raises_nothing(packing: int) -> None:
    read_all(a_zip(packing))
