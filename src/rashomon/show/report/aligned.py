"""Words of two articles -> the same with what differs marked: on either side, or as one line of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from rashomon.link.statement import Difference, Quoted, align_words
from rashomon.model import Span
from rashomon.show.report.escape import visible

__all__ = ["differences", "set_both", "set_merged"]

# of words that were left out, as many as a reader takes in between the words that were kept
_MOST_LEFT_OUT = 14


def differences(full: Quoted, use: Quoted) -> Sequence[Difference]:
    """Return how the words of `use` go with those of `full`, in the order of `use`."""
    return align_words(full, use)


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
        between = "" if at is None else " "
        if d.use and at is not None:
            gap = use.text[at : d.use.start]
            # what stands between two quoted stretches is not theirs
            between = gap if not any(c.isalnum() for c in gap) else " … "
        if d.full and d.kind != "kept":
            parts += [Markup(" ") if at is not None else Markup(""), _left_out(d.full.of(full.text)), Markup(" ")]
        if d.use:
            words = visible(d.use.of(use.text))
            parts += [visible(between), words if d.kind == "kept" else Markup("<ins>{}</ins>").format(words)]
            at = d.use.end
    return Markup("").join(parts).strip()


def _left_out(words: str) -> Markup:
    count = len(words.split())
    if count > _MOST_LEFT_OUT:
        return Markup('<span class="gap">[{} words left out]</span>').format(count)
    return Markup("<del>{}</del>").format(visible(words))


def _set_side(side: Quoted, marked: Iterable[tuple[Span, str]]) -> Markup:
    """Return one side from its first word to its last, in its own order."""
    at, end = min(side.spans).start, max(side.spans).end
    parts: list[Markup] = []
    for span, tag in sorted(marked):
        if span.start < at:
            continue
        parts.append(visible(side.text[at : span.start]))
        parts.append(Markup(f"<{tag}>{{}}</{tag}>").format(visible(span.of(side.text))))
        at = span.end
    parts.append(visible(side.text[at:end]))
    return Markup("").join(parts)
