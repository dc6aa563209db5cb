"""Hostile and broken files: each ends with a clear answer, and the next one is read."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import psutil
import pytest

from seuranta.intake.reading import limits
from seuranta.intake.reading.child import read
from seuranta.intake.reading.containers import Container
from seuranta.intake.reading.server_client import read_in_child, stop_server
from seuranta.vocabulary.errors import Rejected
from tests.unit.intake.files import ods, ods_row, put, raw_xlsx, xlsx, zipped

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
REPEATED_CELL = (
    '<table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="100" office:value-type="float" office:value="1"/></table:table-row>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def answer(folder: Path, name: str, content: bytes) -> str:
    """The rule by which a file is refused, or ``read``."""
    try:
        read_in_child(put(folder, "copy", content), name)
    except Rejected as rejection:
        return rejection.rule
    return "read"


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        pytest.param("a.xlsx", b"", "FIL03", id="no byte"),
        pytest.param("a.csv", b"\xef\xbb\xbf", "FIL03", id="a byte order mark alone"),
        pytest.param("a.txt", b" \r\n;;\r\n", "FIL03", id="nothing but delimiters"),
        pytest.param("a.xlsx", xlsx(), "FIL03", id="an empty sheet"),
        pytest.param("a.xlsx", b"%PDF-1.4", "FIL01", id="a PDF called xlsx"),
        pytest.param("a.csv", b"%PDF-1.4", "FIL01", id="a PDF called csv"),
        pytest.param("a.csv", xlsx(["a"]), "FIL01", id="a workbook called csv"),
        pytest.param("a.xlsx", b"Pvm;Nimi\r\n", "FIL01", id="a text called xlsx"),
        pytest.param("a.xls", b"<html><table><tr><td>1</td></tr></table>", "FIL01", id="a web page called xls"),
        pytest.param("a.csv", b"<!DOCTYPE html><html></html>", "FIL01", id="a web page called csv"),
        pytest.param("a.ods", xlsx(["a"]), "FIL01", id="xlsx called ods"),
        pytest.param("a.xlsx", ods(ods_row("a")), "FIL01", id="ods called xlsx"),
        pytest.param("a.xls", OLE, "FIL01", id="an OLE file with nothing in it"),
        pytest.param("a.xlsx", xlsx(["a"])[:-200], "FIL01", id="half a workbook"),
        pytest.param("a.xlsx", zipped({"readme": "hello"}), "FIL01", id="a zip of something else"),
        pytest.param("a.xlsx", raw_xlsx("<row><c"), "FIL01", id="broken XML"),
        pytest.param("a.xlsx", raw_xlsx(ROW, before="<!DOCTYPE x>"), "FIL01", id="a document type"),
        pytest.param("a.xlsx", raw_xlsx(ROW, parts={"docProps/core.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "FIL01", id="an entity in another part"),
        pytest.param("a.xlsx", raw_xlsx(ROW, parts={"x.xml": '<?xml version="1.0"?><!DOCTYPE a>'.encode("utf-16")}), "FIL01", id="a document type in UTF-16"),
        pytest.param("a.xlsx", raw_xlsx(ROW, parts={"XL/worksheets/SHEET1.xml": "<worksheet/>"}), "FIL01", id="two parts of one name"),
        pytest.param("a.xlsx", raw_xlsx('<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'), "FIL06", id="two far corners"),
        pytest.param("a.xlsx", raw_xlsx("".join(f'<row r="{no}"><c r="CZZ{no}"><v>1</v></c></row>' for no in range(1, 2000))), "FIL06", id="a wide box"),
        pytest.param("a.xlsx", raw_xlsx(ROW, parts={f"p{no}": "" for no in range(2001)}), "FIL06", id="too many parts"),
        pytest.param("a.xlsx", raw_xlsx(ROW, parts={"xl/media/x": b"\0" * (51 * limits.MIB)}), "FIL06", id="a zip bomb"),
        pytest.param(
            "a.ods",
            ods(REPEATED_CELL),
            "FIL06",
            id="a cell repeated a hundred million times",
        ),
        pytest.param("a.xlsx", xlsx(["a"]), "read", id="an honest workbook"),
        pytest.param("a.XLSX", xlsx(["a"]), "read", id="an ending in capitals"),
        pytest.param("a.csv", b"BM;GIF8\r\n1;2\r\n", "read", id="a header that begins like a picture"),
    ],
)
def test_every_file_gets_its_answer(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    assert answer(tmp_path, name, content) == rule


def test_an_encrypted_zip_is_said_to_be_encrypted() -> None:
    content = bytearray(xlsx(["a"]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(signature) + offset
        content[place] |= 1
    with pytest.raises(Rejected, match=r"^FIL02$"):
        Container(bytes(content))


def test_parts_that_overlap_are_refused() -> None:
    content = bytearray(raw_xlsx(ROW))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    with pytest.raises(Rejected, match=r"^FIL01$"):
        Container(bytes(content))


def test_a_part_larger_than_it_says_is_refused() -> None:
    body = zlib.compress(b"<a/>" * 1000, wbits=-15)
    content = bytearray(zipped({"a.xml": "<a/>" * 1000}))
    assert body[:10] in content
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = struct.pack("<I", 4)
    with pytest.raises(Rejected, match=r"^FIL01$"):
        list(Container(bytes(content)).xml_parts())


def test_a_workbook_of_more_than_200_mib_is_refused_however_badly_it_is_packed() -> None:
    assert limits.MAX_EXPANDED_BYTES == 200 * limits.MIB
    noise = random.Random(3).randbytes(3 * limits.MIB)  # no packing makes it smaller: the ratio is not what refuses it
    content = bytearray(zipped({"a.bin": noise, "b.xml": "<b/>"}))
    for name in (b"a.bin", b"b.xml"):  # what the directory promises counts: nothing is unpacked to find out
        place = content.rindex(name) - 46 + 24
        content[place : place + 4] = struct.pack("<I", limits.MAX_EXPANDED_BYTES // 2 + 1)
    with pytest.raises(Rejected, match=r"^FIL06$"):
        Container(bytes(content))


def test_a_child_may_write_no_file_and_open_few(tmp_path: Path) -> None:
    tried = """
import json, resource, sys
from seuranta.intake.reading import limits, server
server._limit({"memory_bytes": limits.MEMORY_BYTES, "cpu_seconds": limits.CPU_SECONDS, "wall_seconds": limits.WALL_SECONDS})
found = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1] for name in ("AS", "CPU", "FSIZE", "CORE", "NOFILE")}
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with open(sys.argv[1], "wb") as file:
        file.write(b"x")
except OSError as error:
    found["error"] = error.strerror
print(json.dumps(found))
"""
    done = subprocess.run([sys.executable, "-c", tried, str(tmp_path / "out")], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found.pop("error") == "File too large"
    assert found == {"AS": 1536 * limits.MIB, "CPU": 60, "FSIZE": 0, "CORE": 0, "NOFILE": 32}
    assert (tmp_path / "out").read_bytes() == b""


def test_the_server_of_children_knows_no_secret_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEURANTA_HOME", "/somewhere")
    monkeypatch.setenv("AIRFLOW__API__SECRET_KEY", "salaisuus")
    stop_server()
    assert answer(tmp_path, "a.csv", b"a;b\n1;2\n") == "read"
    (server,) = [child for child in psutil.Process().children() if "seuranta.intake.reading.server" in child.cmdline()]
    assert set(server.environ()) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LC_ALL", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_DEFAULT_MEMORY_POOL"}


def test_the_next_file_is_read_after_one_that_was_too_much(tmp_path: Path) -> None:
    quoted = b"a;b\n" + b"1;2\n" * 10
    assert answer(tmp_path, "a.csv", b";".join([b"x"] * 20_000)) == "FIL06"
    assert answer(tmp_path, "b.csv", quoted) == "read"


def test_memory_beyond_the_limit_is_an_answer(tmp_path: Path) -> None:
    path = put(tmp_path, "copy", b"a;b\n")
    with path.open("r+b") as file:
        file.truncate(2 * limits.MEMORY_BYTES)  # a sparse file: large to read, nothing on disk
    with pytest.raises(Rejected, match=r"^FIL06$"):
        read_in_child(path, "a.csv")
    assert answer(tmp_path, "b.csv", b"a;b\n1;2\n") == "read"


@pytest.mark.parametrize("limit", ["CPU_SECONDS", "WALL_SECONDS"])
def test_time_beyond_the_limit_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    content = b"a;b;c\n" + b"1;2;3\n" * 3_000_000
    monkeypatch.setattr(limits, limit, 1)
    assert answer(tmp_path, "a.csv", content) == "FIL06"
    monkeypatch.undo()
    assert answer(tmp_path, "b.csv", b"a;b\n1;2\n") == "read"


def test_a_child_that_is_killed_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0)
    monkeypatch.setattr(limits, "GRACE_SECONDS", 0)
    assert answer(tmp_path, "a.csv", b"a;b\n1;2\n") == "FIL06"
    monkeypatch.undo()
    assert answer(tmp_path, "b.csv", b"a;b\n1;2\n") == "read"


def test_a_thousand_times_a_cell_is_no_bomb(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{no}"><c r="A{no}"><v>1</v></c></row>' for no in range(1, 20_001))
    assert answer(tmp_path, "a.xlsx", raw_xlsx(rows)) == "read"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_cut_anywhere_is_broken_or_empty(kind: str) -> None:
    whole = xlsx(["Pvm", "Osallistuja"], ["3.5.2022", "A1"]) if kind == "xlsx" else ods(ods_row("Pvm", "Osallistuja") + ods_row("3.5.2022", "A1"))
    answers = set()
    for percent in range(0, 100, 3):
        with pytest.raises(Rejected) as refused:
            read(whole[: len(whole) * percent // 100], f".{kind}")
        answers.add(refused.value.rule)
    assert answers == {"FIL01", "FIL03"}
