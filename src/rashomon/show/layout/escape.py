"""Hostile text -> HTML that shows it: nothing in it can act, and nothing in it can hide."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

__all__ = ["plain", "safe_url", "visible"]

# what a browser cannot keep: NUL, lone surrogates, non-characters
_LOST = "\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# what would reorder or hide the text around it, or means nothing on a page: C0, C1, bidirectional controls
_ACTING = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ODD = re.compile(f"[{_LOST}{_ACTING}]")
_LOST_ONE = re.compile(f"[{_LOST}]")
# markup that scraping left inside running text, shown but kept quiet
_LEFT_OVER = re.compile(r"(</?[a-zA-Z][a-zA-Z0-9]{0,11}(?:\s[^<>\n]{0,300})?/?>)")


def plain(text: str) -> str:
    """Return `text`, of the same length, with control characters replaced: for names, titles and attributes."""
    return _ODD.sub("\ufffd", text)


def visible(text: str) -> Markup:
    """Return `text` as HTML that reads back as the same characters, with control characters named and disarmed.

    Only what HTML cannot carry (NUL, lone surrogates, non-characters) reads back as U+FFFD.
    """
    parts = []
    for i, part in enumerate(_LEFT_OVER.split(text)):
        html = _ODD.sub(_named, str(escape(part))).replace("\r", "&#13;")
        parts.append(f'<span class="tag">{html}</span>' if i % 2 else html)
    return Markup("".join(parts))


def _named(match: re.Match[str]) -> str:
    name = f"U+{ord(match.group()):04X}"
    # an element of its own: a bidirectional control acts only inside it, that is on nothing
    return f'<bdi class="ctl" data-name="{name}">{_LOST_ONE.sub(chr(0xFFFD), match.group())}</bdi>'


def safe_url(url: str | None) -> str | None:
    """Return `url` if it is an absolute web address that a link may carry, else None."""
    if url is None or _ODD.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None
