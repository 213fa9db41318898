"""The bytes of one input -> its characters, in the encoding they were written in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from rashomon.errors import Unreadable

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
DECLARED_WITHIN_BYTES = 4096
BINARY = "binary: it holds control characters that no text has"
# what no text has: C0 controls but tab, line feed, vertical tab, form feed, carriage return, escape
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_CONTROL_SHARE = 0.01
# English in an 8-bit encoding has few letters beyond ASCII; Greek or Russian have little else
MAX_HIGH_SHARE = 0.1
# a few stray bytes in a UTF-8 file are damage; as many as good sequences are another encoding
MAX_BROKEN_SHARE = 1 / 3
GUESSED_FROM_BYTES = 2**16


def decode(content: bytes, charset: str | None = None, *, markup: bool = False) -> str:
    """Return the characters of `content`, line ends kept, a byte order mark left out.

    `charset` is what the bytes are known to be in; with `markup`, the page's own declaration is heeded. Raises
    Unreadable for what is empty, binary, or in no encoding that fits.
    """
    if not content:
        raise Unreadable("empty")
    text = _decode(content, charset, markup)
    controls = len(CONTROLS.findall(text))
    if "\0" in text or controls > MAX_CONTROL_SHARE * len(text):
        raise Unreadable(BINARY)
    if not text.strip():
        raise Unreadable("empty: nothing but white space")
    return text


def _decode(content: bytes, charset: str | None, markup: bool) -> str:
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if charset:
        return content.decode(charset, "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_not_utf8(content, markup)
    return _decode_wide(content) or text if "\0" in text else text


def _decode_not_utf8(content: bytes, markup: bool) -> str:
    wide = _decode_wide(content)
    if wide is None and b"\0" in content:
        raise Unreadable(BINARY)
    text = (
        wide
        or (_decode_declared(content) if markup else None)
        or _decode_damaged_utf8(content)
        or _decode_western(content, "strict")
    )
    if text:
        return text
    best = from_bytes(content[:GUESSED_FROM_BYTES]).best()
    if best:
        return content.decode(best.encoding, "replace")
    text = _decode_western(content, "replace")
    if text is None:
        raise Unreadable("binary, or in an encoding that is not known")
    return text


def _decode_wide(content: bytes) -> str | None:
    """Decode UTF-16 without a mark: in English every other byte is NUL."""
    sample = content[:GUESSED_FROM_BYTES]
    half = len(sample) // 2 or 1
    for name, zeros, others in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        if zeros.count(0) > 0.7 * half and others.count(0) < 0.05 * half:
            return content.decode(name, "replace")
    return None


def _decode_declared(content: bytes) -> str | None:
    match = DECLARED.search(content[:DECLARED_WITHIN_BYTES])
    if match is None:
        return None
    try:
        return content.decode(match[1].decode("ascii"))
    except (LookupError, UnicodeError, ValueError):  # unknown, or not what the page is in
        return None


def _decode_damaged_utf8(content: bytes) -> str | None:
    text = content.decode("utf-8", "replace")
    broken = text.count("�")
    good = sum(1 for char in text if char > "\x7f") - broken
    return text if broken <= MAX_BROKEN_SHARE * good else None


def _decode_western(content: bytes, errors: str) -> str | None:
    high = sum(byte > 0x7F for byte in content)
    letters = sum(chr(byte).isalpha() for byte in content)
    if high > MAX_HIGH_SHARE * max(letters, 1):
        return None
    try:
        return content.decode("cp1252", errors)
    except UnicodeDecodeError:  # five bytes that it does not have: perhaps from a Macintosh
        return None
