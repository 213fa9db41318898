"""Text -> the text that the parser sees: same length, markup blanked, quotation marks of every house style plain.

Nothing moves: character `i` of the masked text stands for character `i` of the document.
"""

from __future__ import annotations

import html
import re

__all__ = ["mask_text"]

# Tags, Markdown emphasis and LaTeX that scraping left inside running text. A lone `<` or `*` is text.
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]{0,300})?/?>"
    r"|<!--.{0,2000}?-->"
    r"|\*\*|__(?=\S)|(?<=\S)__"
    r"|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])"
    r"|\\(?:textit|textbf|emph|underline|text)\{|\\[()\[\]]|(?<=\})\}"
    r"|\$\\[a-zA-Z]+(?:\{[^{}\n]{0,80}\})?\$",
    re.DOTALL,
)
_LATEX_ARGUMENT = re.compile(r"\\(?:textit|textbf|emph|underline|text)\{([^{}\n]{0,500})\}")
_LINK = re.compile(r"(!?\[)([^\[\]\n]{1,300})(\]\([^()\s]{1,500}\))")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
# two apostrophes, or two grave accents, are one double quotation mark (New York Times, LaTeX)
_DOUBLED = re.compile(r"''|``|‘‘|’’|´´")
# one character each: curly, low, reversed and angle marks become the plain mark; typographic apostrophes the plain one
_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»〝〞＂", '"'), **dict.fromkeys("’‘‛ʼ`´", "'")})
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f", " "))


def mask_text(text: str) -> str:
    """Return `text` as the parser should read it, with exactly as many code points."""
    masked = _LATEX_ARGUMENT.sub(lambda m: _keep(m.group(), m.start(1) - m.start(), m.end(1) - m.start()), text)
    masked = _LINK.sub(lambda m: _keep(m.group(), len(m[1]), len(m[1]) + len(m[2])), masked)
    masked = _MARKUP.sub(lambda m: _blank(m.group()), masked)
    masked = _ENTITY.sub(_entity, masked)
    masked = _DOUBLED.sub(_doubled, masked)
    return masked.translate(_PLAIN).translate(_INVISIBLE)


def _blank(markup: str) -> str:
    """Blank everything but line breaks, which stay paragraph borders."""
    return re.sub(r"[^\r\n]", " ", markup)


def _keep(whole: str, start: int, end: int) -> str:
    return " " * start + whole[start:end] + " " * (len(whole) - end)


def _entity(match: re.Match[str]) -> str:
    """Put the character that an entity stands for at its first place, and blanks after it."""
    plain = html.unescape(match.group())
    return plain.ljust(len(match.group())) if len(plain) == 1 and plain.isprintable() else _blank(match.group())


def _doubled(match: re.Match[str]) -> str:
    """Keep the mark on the side of the word that it encloses: ` "word` when opening, `word" ` when closing."""
    after = match.string[match.end() : match.end() + 1]
    before = match.string[match.start() - 1 : match.start()]
    opening = bool(after.strip()) and (not before.strip() or before in "([{—–-")
    return ' "' if opening else '" '
