"""Which encoding a text file is in: as domain.md 5.4 tells them apart."""

from __future__ import annotations

import pytest

from seuranta.intake.reading.encodings import detect_encoding
from seuranta.intake.reading.texts import mend_double_encoding, plain_text
from seuranta.vocabulary.errors import Rejected

TEXT = "Päivämäärä;Ryhmä;Yksikkö\r\n1.9.2022;Päivätoiminta;Mäkelä\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman", "cp850"])
def test_a_finnish_file_is_read_in_every_encoding_of_the_field(codec: str) -> None:
    content = TEXT.encode(codec)
    assert content.decode(detect_encoding(content)) == TEXT


def test_big_endian_utf_16_is_told_by_its_mark() -> None:
    content = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert content.decode(detect_encoding(content)) == TEXT


@pytest.mark.parametrize("codec", ["mac-roman", "cp850"])
@pytest.mark.parametrize("word", ["päivä", "Mäki", "työ;1", "Läsnä", "tänään"])
def test_one_word_is_enough_for_the_guard(codec: str, word: str) -> None:
    assert word.encode(codec).decode(detect_encoding(word.encode(codec))) == word


@pytest.mark.parametrize("text", ["Sanoi ”kyllä kiitos” heti", "Asteikko (1–5), hinta 5 €", "Hän sanoi „ei“ … ja lähti", "”kiitos”"])
def test_windows_signs_do_not_look_like_dos_or_mac(text: str) -> None:
    assert detect_encoding(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 without its mark"),
        pytest.param(b"a;b\x00c", id="a NUL byte"),
        pytest.param(b"\xe4iti;\x81\x8d", id="bytes that cp1252 leaves undefined"),
        pytest.param(b"\xef\xbb\xbfp\xe4iv\xe4", id="a UTF-8 mark before something else"),
        pytest.param(b"\xff\xfea\x00b", id="half a sign of UTF-16"),
    ],
)
def test_what_cannot_be_told_is_said_so(content: bytes) -> None:
    with pytest.raises(Rejected, match=r"^FIL10$"):
        detect_encoding(content)


@pytest.mark.parametrize("text", ["päivä", "Ällös – näin", "10 €", "Åbo"])
def test_double_encoding_is_mended(text: str) -> None:
    twice = text.encode("utf-8").decode("cp1252", errors="strict")
    assert plain_text(twice) == text


@pytest.mark.parametrize("text", ["Ã¤ ja ä", "Ãla", "â"])
def test_what_does_not_turn_back_as_a_whole_stays(text: str) -> None:
    assert mend_double_encoding(text) == text
