"""A letter (EML) -> its text as one article, and what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from rashomon.errors import Unreadable
from rashomon.model import Declared, RawDocument
from rashomon.read.fields import as_string, known_charset
from rashomon.read.items import Enclosed, Item, read_whole, reject

MAX_PARTS = 1000
# lines that may border a part, and parts in parts; the parser's time grows with the squares of their numbers
MAX_BORDERS, MAX_MULTIPARTS = 10_000, 200
# of the headers that are understood here: Python takes gigabytes for one of a few hundred kilobytes
MAX_HEADER_CHARACTERS = 5000
HEADERS = ("from", "subject", "date", "message-id", "list-id", "list-unsubscribe")
# of attachments that bring no name
SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}


def read_letter(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield the text of a letter, plain if it has it, else its page; then each attachment, as `ref#name`.

    Pictures that stand inside the page are passed over. Raises Unreadable for what is no letter.
    """
    content = read_whole(stream, max_bytes)
    _check_size(content)
    letter = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(content)
    if not any(letter.get(name) for name in ("From", "Date", "Subject", "Message-ID")):
        raise Unreadable("not a letter: it has neither sender, date nor subject")
    body = letter.get_body(("plain", "html"))
    yield _read_body(letter, body, ref) if isinstance(body, EmailMessage) else reject(ref, "a letter without text")
    for number, part in enumerate(letter.iter_attachments(), 1):
        if number > MAX_PARTS:
            raise Unreadable(f"more than {MAX_PARTS:,} attachments")
        if isinstance(part, EmailMessage) and (part.is_attachment() or part.get_content_maintype() != "image"):
            yield _read_attachment(part, ref, number)


def _check_size(content: bytes) -> None:
    """Raise Unreadable for what would take the parser too long, by a look at it that understands no header."""
    if content.count(b"\n--") > MAX_BORDERS or content.lower().count(b"multipart/") > MAX_MULTIPARTS:
        raise Unreadable(f"more than {MAX_BORDERS:,} parts, or {MAX_MULTIPARTS} parts with parts")
    for part in BytesParser(policy=policy.compat32).parsebytes(content).walk():
        for name, value in part.raw_items():
            if len(value) > MAX_HEADER_CHARACTERS and name.lower().startswith((*HEADERS, "content-")):
                raise Unreadable(f"a header of more than {MAX_HEADER_CHARACTERS:,} characters: {name[:30]}")


def _read_body(letter: EmailMessage, body: EmailMessage, ref: str) -> Item:
    content, charset = _bytes_of(body)
    is_page = body.get_content_subtype() == "html"
    if charset and not is_page and body.get_param("format") == "flowed":
        content = _unflow(content.decode(charset), body.get_param("delsp") == "yes").encode(charset)
    if not content.strip():
        return reject(ref, "a letter without text")
    return RawDocument(
        ref=ref,
        content=content,
        media_type="text/html" if is_page else "text/plain",
        charset=charset,
        declared=_declared(letter),
    )


def _bytes_of(part: EmailMessage) -> tuple[bytes, str | None]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return content, known_charset(as_string(part.get_content_charset()), content)


def _unflow(text: str, without_space: bool) -> str:
    """Join the lines that a mail program has broken (RFC 3676): those that end in a space, but a signature's mark."""
    joined = ""
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        if words.endswith(" ") and words != "-- ":
            joined += words[:-1] if without_space else words
        else:
            joined += line
    return joined


def _declared(letter: EmailMessage) -> Declared:
    """Return subject and date; who sends a letter wrote it, but a letter to a list is its outlet's."""
    sender = _sender(letter)
    to_list = letter.get("List-Id") or letter.get("List-Unsubscribe")
    return Declared(
        title=_header(letter, "Subject"),
        outlet=sender if to_list else None,
        date=_date(letter),
        author=None if to_list else sender,
    )


def _sender(letter: EmailMessage) -> str | None:
    addresses = getattr(letter.get("From"), "addresses", ())
    return as_string("; ".join(address.display_name for address in addresses if address.display_name))


def _header(letter: EmailMessage, name: str) -> str | None:
    return as_string(" ".join(str(letter.get(name) or "").split()))


def _date(letter: EmailMessage) -> str | None:
    try:
        # by the clock of the sender
        return parsedate_to_datetime(str(letter.get("Date") or "")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _read_attachment(part: EmailMessage, ref: str, number: int) -> Enclosed:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        name, content = f"{number}.eml", inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    else:
        name = as_string(part.get_filename()) or f"{number}{SUFFIXES.get(part.get_content_type(), '')}"
        content = _bytes_of(part)[0]
    return Enclosed(f"{ref}#{name}", name, content)
