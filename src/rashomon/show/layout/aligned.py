"""Words of two articles -> the same with what differs marked: on either side, or as one line of both."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from rashomon.link.statement import Difference, Quoted
from rashomon.model import Span
from rashomon.show.layout.escape import visible

__all__ = ["set_both", "set_merged"]

# of words that were left out, as many as a reader takes in between the words that were kept
_MOST_LEFT_OUT = 8


def set_both(full: Quoted, use: Quoted, found: Iterable[Difference]) -> tuple[Markup, Markup]:
    """Return both stretches of text, each with the words that the other does not have."""
    gone = [(d.full, "del") for d in found if d.full and d.kind != "kept"]
    come = [(d.use, "ins") for d in found if d.use and d.kind != "kept"]
    return _set_side(full, gone), _set_side(use, come)


def set_merged(full: Quoted, use: Quoted, found: Iterable[Difference]) -> Markup:
    """Return the words of `use` with those of `full` that it leaves out, where they stood; marks are those of `use`."""
    parts: list[Markup] = []
    at: int | None = None
    for d in found:
        gone = d.full is not None and d.kind != "kept"
        if d.full and gone:
            parts += [Markup(" "), _left_out(d.full.of(full.text)), Markup(" ")]
        if d.use:
            own = _with_brackets(d.use, use.text) if d.kind == "bracketed" else d.use
            between = _between(use.text, at, own.start)
            parts += [visible(between.lstrip() if gone else between), _put_in(own.of(use.text), d.kind != "kept")]
            at = own.end
    return Markup("").join(parts).strip()


def _between(text: str, end: int | None, start: int) -> str:
    """Return what stands between two stretches of the use; words there are not the speaker's."""
    gap = "" if end is None else text[end:start]
    return " … " if any(c.isalnum() for c in gap) else gap


def _with_brackets(span: Span, text: str) -> Span:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return Span(span.start - (before == "["), span.end + (after == "]"))


def _put_in(words: str, new: bool) -> Markup:
    return Markup("<ins>{}</ins>").format(visible(words)) if new else visible(words)


def _left_out(words: str) -> Markup:
    count = len(words.split())
    if count > _MOST_LEFT_OUT:
        return Markup('<span class="gap">[{} words left out]</span>').format(count)
    return Markup("<del>{}</del>").format(visible(words))


def _set_side(side: Quoted, marked: Iterable[tuple[Span, str]]) -> Markup:
    """Return one side in its own order; what lies between its stretches is left out."""
    tags = sorted(marked)
    parts: list[Markup] = []
    for stretch in side.spans:
        at = stretch.start
        for span, tag in tags:
            if stretch.holds(span) and at <= span.start:
                parts.append(visible(side.text[at : span.start]))
                parts.append(Markup(f"<{tag}>{{}}</{tag}>").format(visible(span.of(side.text))))
                at = span.end
        parts.append(visible(side.text[at : stretch.end]))
    return Markup("").join(parts)
