"""Canonical text -> what each part of it is on the page; every character that is not white space has its part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.clean.blocks import Block, split_blocks
from rashomon.clean.credit import Credit, find_credits, is_caption
from rashomon.clean.cut import Part, cut_block
from rashomon.clean.furniture import find_cues, find_repeats, is_author_note, is_signature
from rashomon.clean.inside import find_block_quotes, find_subheads
from rashomon.clean.layout import find_outside
from rashomon.clean.opening import label_opening, read_byline, read_stamp
from rashomon.model import ZoneKind

# notices that take up this share of a block are the block
WHOLE_SHARE = 0.8

# a caption or a summary may stand above the paragraph that opens with the dateline
MAX_BLOCKS_TO_DATELINE = 3

Label = tuple[ZoneKind, str]


def find_parts(text: str, title: str | None = None, given: Mapping[int, ZoneKind] | None = None) -> list[Part]:
    """Return the parts of `text` in order, not overlapping, each without white space at its edges.

    `title` is the headline if the input declares it; `given` says what the blocks at these offsets are, where the
    markup of a page tells. What nothing speaks against is body.
    """
    blocks = split_blocks(text)
    labels = _labels_given(blocks, given or {})
    # 1. by their words   2. around the article   3. notices   4. above the text   5. in the text   6. below it
    cues = find_cues(blocks)
    _add(labels, "furniture", cues.items())
    _add(labels, "furniture", _because("stands around the article", find_outside(blocks, cues)))
    notices = _notices(blocks, labels)
    _label_opening(blocks, labels, title)
    _label_inside(blocks, labels)
    _label_end(blocks, labels)
    opening = [i for i in range(len(blocks)) if i not in labels][:MAX_BLOCKS_TO_DATELINE]
    return [
        part
        for i, block in enumerate(blocks)
        for part in cut_block(block, labels.get(i), notices.get(i, ()), opens_text=i in opening)
    ]


def _labels_given(blocks: Sequence[Block], given: Mapping[int, ZoneKind]) -> dict[int, Label]:
    return {i: (given[b.start], "the markup of the page") for i, b in enumerate(blocks) if b.start in given}


def _add(labels: dict[int, Label], kind: ZoneKind, reasons: Iterable[tuple[int, str]]) -> None:
    """Label the blocks that have no label yet: what came first was surer."""
    for i, reason in reasons:
        labels.setdefault(i, (kind, reason))


def _because(reason: str, indices: Iterable[int]) -> list[tuple[int, str]]:
    return [(i, reason) for i in indices]


def _notices(blocks: Sequence[Block], labels: dict[int, Label]) -> dict[int, list[Credit]]:
    """Return the notices of each block, and label the blocks that are nothing else, and captions."""
    found = {
        i: notices
        for i, block in enumerate(blocks)
        if labels.get(i, ("body", ""))[0] not in ("furniture", "title") and (notices := find_credits(block))
    }
    whole = [i for i, notices in found.items() if _length(notices) >= WHOLE_SHARE * len(blocks[i].text)]
    _add(labels, "credit", _because("a notice of source, wire or picture", whole))
    captions = [i for i, block in enumerate(blocks) if i not in labels and is_caption(block, found.get(i, ()))]
    _add(labels, "caption", _because("says what a picture shows", captions))
    return found


def _length(notices: Iterable[Credit]) -> int:
    return sum(notice.end - notice.start for notice in notices)


def _label_opening(blocks: Sequence[Block], labels: dict[int, Label], title: str | None) -> None:
    for i, (kind, reason) in label_opening(blocks, labels.keys(), title).items():
        _add(labels, kind, [(i, reason)])


def _label_inside(blocks: Sequence[Block], labels: dict[int, Label]) -> None:
    """Label pull quotes, block quotes and subheads among the blocks that are still body."""
    body = [i for i in range(len(blocks)) if i not in labels]
    _add(labels, "furniture", _because("repeats words of another paragraph", find_repeats(blocks, body)))
    rest = dict.fromkeys(i for i in body if i not in labels)
    _add(labels, "block_quote", _because("set apart after a colon", find_block_quotes(blocks, rest)))
    _add(labels, "subhead", _because("a heading in the text", find_subheads(blocks, rest)))


def _label_end(blocks: Sequence[Block], labels: dict[int, Label]) -> None:
    """Label author notes, and the stray lines beside furniture and credits, from the end up to the running text."""
    names = [name for i, (kind, _) in labels.items() if kind in ("byline", "dateline") for name in _names(blocks[i])]
    for i in range(len(blocks) - 1, len(blocks) // 2, -1):
        if labels.get(i, ("body", ""))[0] not in ("body", "subhead"):
            continue
        if is_signature(blocks[i]) or is_author_note(blocks[i], names, "\n".join(b.text for b in blocks[:i])):
            labels[i] = ("furniture", "a note on the author")
        elif _is_stray(blocks, i, labels):
            labels[i] = ("furniture", "below the article")
        else:
            break


def _names(block: Block) -> list[str]:
    stamp = read_stamp(block)
    return read_byline(block.plain) or ([stamp.lead] if stamp and stamp.lead else [])


def _is_stray(blocks: Sequence[Block], i: int, labels: Mapping[int, Label]) -> bool:
    """Tell whether a short line follows furniture or a credit; one that follows the text may belong to it."""
    above = labels.get(i - 1, ("body", ""))[0]
    return above in ("furniture", "credit") and not blocks[i].is_prose and not blocks[i].closed
