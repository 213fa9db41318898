"""Canonical text -> what each part of it is on the page; every character that is not white space has its part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.clean.blocks import Block, split_blocks
from rashomon.clean.credit import Credit, find_credits
from rashomon.clean.furniture import (
    find_cues,
    find_inline,
    find_repeats,
    is_author_apposition,
    is_author_note,
)
from rashomon.clean.inside import find_block_quotes, find_dateline, find_subheads
from rashomon.clean.layout import find_outside
from rashomon.clean.opening import label_opening, read_byline, read_stamp
from rashomon.model import ZoneKind

# a notice that leaves less than this of its block is the block
WHOLE_SHARE = 0.8

Label = tuple[ZoneKind, str]


class Part(NamedTuple):
    """A stretch of the text, what it is, and why we think so."""

    start: int
    end: int
    kind: ZoneKind
    reason: str | None = None


def find_parts(text: str, title: str | None = None, given: Mapping[int, ZoneKind] | None = None) -> list[Part]:
    """Return the parts of `text` in order, not overlapping, each without white space at its edges.

    `title` is the headline if the input declares it; `given` says what the blocks at these offsets are, where the
    markup of a page tells. What nothing speaks against is body.
    """
    blocks = split_blocks(text)
    labels: dict[int, Label] = {
        i: (given[block.start], "the markup of the page")
        for i, block in enumerate(blocks)
        if given and block.start in given
    }
    # 1. by their words   2. around the article   3. notices   4. above the text   5. in the text   6. below it
    cues = find_cues(blocks)
    _add(labels, "furniture", cues)
    _add(labels, "furniture", dict.fromkeys(find_outside(blocks, cues), "stands around the article"))
    notices = {i: found for i, block in enumerate(blocks) if (found := find_credits(block))}
    _add(labels, "credit", {i: "a notice" for i in notices if _is_whole(blocks[i], notices[i])})
    for i, label in label_opening(blocks, {i: label[0] for i, label in labels.items()}, title).items():
        labels.setdefault(i, label)
    _label_inside(blocks, labels)
    _label_end(blocks, labels)
    return [part for i, block in enumerate(blocks) for part in _cut(block, labels.get(i), notices.get(i, ()))]


def _add(labels: dict[int, Label], kind: ZoneKind, reasons: Mapping[int, str]) -> None:
    for i, reason in reasons.items():
        labels.setdefault(i, (kind, reason))


def _is_whole(block: Block, notices: Sequence[Credit]) -> bool:
    covered = sum(notice.end - notice.start for notice in notices)
    return covered >= WHOLE_SHARE * (block.end - block.start)


def _label_inside(blocks: Sequence[Block], labels: dict[int, Label]) -> None:
    """Label pull quotes, block quotes and subheads among the blocks that are still body."""
    _add(labels, "furniture", {i: why for i, why in find_repeats(blocks).items() if i not in labels})
    body = [i for i in range(len(blocks)) if i not in labels]
    _add(labels, "block_quote", dict.fromkeys(find_block_quotes(blocks, body), "set apart after a colon"))
    _add(labels, "subhead", dict.fromkeys(find_subheads(blocks, body), "a heading in the text"))


def _label_end(blocks: Sequence[Block], labels: dict[int, Label]) -> None:
    """Label author notes and the stray lines that follow furniture or a credit below the last running text."""
    names = [name for i, (kind, _) in labels.items() if kind == "byline" for name in _names(blocks[i])]
    half = len(blocks) // 2
    for i, block in enumerate(blocks):
        if i not in labels and i > half and is_author_note(block, names):
            labels[i] = ("furniture", "a note on the author")
    body = [i for i in range(len(blocks)) if i not in labels]
    while body and body[-1] > half and _ends_article(blocks, body[-1], labels):
        labels[body.pop()] = ("furniture", "below the article")


def _names(block: Block) -> list[str]:
    stamp = read_stamp(block)
    return read_byline(block.plain) or ([stamp.lead] if stamp and stamp.lead else [])


def _ends_article(blocks: Sequence[Block], i: int, labels: Mapping[int, Label]) -> bool:
    block = blocks[i]
    if is_author_apposition(block):
        return True
    above = labels.get(i - 1, ("body", ""))[0]
    after_end = above in ("furniture", "credit") or labels.get(i + 1, ("body", ""))[0] == "furniture"
    return after_end and not block.is_prose and not block.closed


def _cut(block: Block, label: Label | None, notices: Iterable[Credit]) -> Iterator[Part]:
    """Yield the parts of one block: a body block may hold a dateline, notices and furniture."""
    kind, reason = label or ("body", None)
    if kind == "furniture" or kind == "title":
        yield Part(block.start, block.end, kind, reason)
        return
    if kind == "dateline":
        yield from _cut_stamp(block)
        return
    inner = [Part(n.start, n.end, "credit", "a notice") for n in notices] if kind != "credit" else []
    if kind == "body":
        if any(n.role == "picture" for n in notices) and not find_dateline(block):
            kind, reason = "caption", "ends with a picture credit"
        inner += [Part(start, end, "furniture", "speaks of the page") for start, end in find_inline(block)]
        match = find_dateline(block)
        if match:
            inner.append(Part(block.start, block.start + len(match[0].rstrip()), "dateline", "opens the text"))
    yield from _fill(block, kind, reason, sorted(inner))


def _cut_stamp(block: Block) -> Iterator[Part]:
    """A name before the date is a byline unless it is the outlet's: two or three capitalised words and a comma."""
    stamp = read_stamp(block)
    if stamp and stamp.lead and _is_person(stamp.lead):
        yield from _fill(
            block,
            "dateline",
            "a publication stamp",
            [
                Part(
                    block.start,
                    block.start + block.text.index(stamp.lead) + len(stamp.lead),
                    "byline",
                    "a name before the date",
                )
            ],
        )
        return
    yield Part(block.start, block.end, "dateline", "a publication stamp")


def _is_person(lead: str) -> bool:
    return False


def _fill(block: Block, kind: ZoneKind, reason: str | None, inner: Sequence[Part]) -> Iterator[Part]:
    """Yield `inner` in order and, of `kind`, everything between them that is not white space."""
    at = block.start
    for part in inner:
        if part.start < at:
            continue
        yield from _trimmed(block, at, part.start, kind, reason)
        yield from _trimmed(block, part.start, part.end, part.kind, part.reason)
        at = part.end
    yield from _trimmed(block, at, block.end, kind, reason)


def _trimmed(block: Block, start: int, end: int, kind: ZoneKind, reason: str | None) -> Iterator[Part]:
    piece = block.text[start - block.start : end - block.start]
    if piece.strip():
        yield Part(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()), kind, reason)
