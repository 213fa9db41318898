"""Bytes in many encodings -> the characters that were meant."""

from __future__ import annotations

import codecs

import pytest

from rashomon.clean.encoding import decode
from rashomon.errors import Unreadable

WORDS = "“Zoë’s ferry cost €5,” said Müller — the café’s owner.\r\n"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode("utf-8"),
        codecs.BOM_UTF8 + WORDS.encode("utf-8"),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
)
def test_the_encoding_is_found_and_line_ends_are_kept(content: bytes) -> None:
    assert WORDS == decode(content)


def test_a_page_says_what_it_is_in() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"></head><p>Łódź</p>'

    assert page == decode(page.encode("iso-8859-2"), markup=True)


def test_a_page_that_says_the_wrong_thing_is_read_as_what_it_is() -> None:
    page = '<meta charset="iso-8859-2"><p>“Zoë”</p>'

    assert page == decode(page.encode("utf-8"), markup=True)


def test_one_broken_byte_does_not_make_a_utf8_text_another() -> None:
    assert "Zoë’s café �!" == decode("Zoë’s café ".encode() + b"\xe2!")


def test_cyrillic_in_an_old_encoding_is_not_taken_for_western() -> None:
    words = "Паром был остановлен во вторник сторожевым катером у входа в пролив, сообщило управление порта."

    assert words == decode(words.encode("cp1251"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty: nothing but white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary: it holds control characters that no text has"),
        (b"text with a \x00 in it", "binary: it holds control characters that no text has"),
    ],
)
def test_what_is_no_text_is_unreadable(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(content)

    assert reason == str(caught.value)
