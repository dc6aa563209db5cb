"""Text files: delimiters, quotes and the row numbers that people see."""

from __future__ import annotations

import pytest

from seuranta.intake.reading.delimited import detect_delimiter, read_delimited
from seuranta.vocabulary.errors import Rejected


def rows_of(text: str) -> list[list[str | None]]:
    table = read_delimited(text.encode()).sheets[0].table
    return [list(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (["Pvm", "Ryhmä", "Klo"], ["1.9.2022", "Retki", "12:00"]))
    assert detect_delimiter(text) == delimiter


def test_decimal_commas_are_no_delimiters() -> None:
    assert detect_delimiter("Nimi;Arvo;Toinen\nA;1,5;2,5\nB;3,5;4,5\n") == ";"


def test_choices_with_semicolons_do_not_win_over_the_comma() -> None:
    assert detect_delimiter("Id,Missä,Arvo\n1,Ryhmä;Retki,3\n2,Ryhmä,4\n3,,4\n") == ","


def test_title_rows_and_empty_lines_keep_their_numbers() -> None:
    assert rows_of("Lista\n\nPvm;Ryhmä\n\n1.9.2022;Retki\n") == [["Lista", None], [None, None], ["Pvm", "Ryhmä"], [None, None], ["1.9.2022", "Retki"]]


def test_a_quoted_line_break_makes_no_row() -> None:
    assert rows_of('Pvm;Teema\n1.9.2022;"Kahvi;\nja ""pulla"""\n2.9.2022;Retki\n') == [
        ["Pvm", "Teema"],
        ["1.9.2022", 'Kahvi;\nja "pulla"'],
        ["2.9.2022", "Retki"],
    ]


def test_a_separator_line_is_obeyed_and_keeps_its_number() -> None:
    assert rows_of("sep=,\nPvm,Ryhmä\n1.9.2022,Retki;Kahvi\n") == [[None, None], ["Pvm", "Ryhmä"], ["1.9.2022", "Retki;Kahvi"]]


def test_old_mac_line_ends_are_line_ends() -> None:
    assert rows_of("Pvm;Ryhmä\r1.9.2022;Retki\r") == [["Pvm", "Ryhmä"], ["1.9.2022", "Retki"]]


def test_ragged_rows_are_filled_up_with_nothing() -> None:
    assert rows_of("a;b;c\n1\n1;2;3;4\n") == [["a", "b", "c", None], ["1", None, None, None], ["1", "2", "3", "4"]]


def test_empty_columns_and_rows_at_the_end_are_none() -> None:
    assert rows_of("a;b;;;\n1;2;;;\n;;;;\n \n") == [["a", "b"], ["1", "2"]]


def test_more_than_two_thousand_columns_are_unreasonable() -> None:
    assert len(rows_of(";".join(f"s{no}" for no in range(2000)))[0]) == 2000
    with pytest.raises(Rejected, match=r"^FIL06$"):
        rows_of(";".join(f"s{no}" for no in range(2001)))


def test_a_field_without_end_is_refused() -> None:
    with pytest.raises(Rejected, match=r"^FIL01$"):
        rows_of('a;b\n1;"' + "x" * 1_000_001)


def test_decomposed_letters_are_composed() -> None:
    assert rows_of("Ryhma\u0308;b\n1;2\n")[0] == ["Ryhmä", "b"]
