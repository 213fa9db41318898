"""The life of quotations in two stories of our own: which uses are found, which changes, and what is shown beside them.

The truth names each utterance that several articles quote, the article that has it in full, and every other use with
all that was done to the words (samples/README.md). The articles go through the whole pipeline into a store. `uses
found` is the share of the uses of the truth, the full one aside, that stand in one utterance with the full one, `uses
right` the share of all uses shown that the truth has in that utterance. `changes found` and `changes right` are the
same of what was done to the words, each change of each use counted for itself. Words that came along with a copied
passage are no use of their own: to show a change there is wrong. `planted` has decoys besides: forms of words, other
statements of the same speaker, statements that differ in the thing they are about. `sample` was read by those who wrote
the rules; `planted` was written by their author before its output was first seen, and read since. Baseline: quotations
of at least four words that another one holds letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from benchmarks.truth import SAMPLE, Carried, Utterance, load_story
from rashomon.link.statement import quoted_spans
from rashomon.model import Change, Document, Span
from rashomon.pipeline import read_pile
from rashomon.store import open_view, open_writer

PLANTED = Path(__file__).parent / "data" / "planted-quotations"
TARGETS = {"uses found": 100.0, "changes found": 100.0, "changes right": 100.0}

Row = dict[str, float]
# words of a quotation that the baseline looks for elsewhere
_LEAST = 4


class Shown(NamedTuple):
    """A use, shown or of the truth: the article, the words, what was done to them, whether they were carried along."""

    article: str
    span: Span
    changes: tuple[Change, ...] = ()
    carried: bool = False

    def is_same(self, other: Shown) -> bool:
        """Tell whether both are of the same words."""
        return self.article == other.article and self.span.overlaps(other.span)


class Tally(NamedTuple):
    """Of the truth, how many are found; of what is shown, how many are right."""

    true: int
    found: int
    shown: int
    right: int


def measure(_: Path) -> dict[str, Row]:
    """Return the figures, in percent, of the product and of the baseline."""
    truths = {"sample": (SAMPLE, load_story().quotations), "planted": (PLANTED / "articles.jsonl", read_planted())}
    rows: dict[str, Row] = {}
    for name, (path, truth) in truths.items():
        texts, shown = read(path)
        true = [[shown_as(use, texts) for use in (u.full, *u.variants)] for u in truth]
        rows[f"{name} ours"] = figures(true, shown)
        rows[f"{name} same letters"] = figures(true, list(_same_letters(texts)))
    return rows


def read_planted() -> Sequence[Utterance]:
    """Return the truth of the planted story."""
    truth = msgspec.json.decode((PLANTED / "truth.json").read_bytes(), type=dict[str, tuple[Utterance, ...]])
    return truth["quotations"]


def read(path: Path) -> tuple[dict[str, str], list[list[Shown]]]:
    """Return the texts of the articles at a path by their names, and the utterances that the product shows."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "pile.db"
        with open_writer(store) as writer:
            read_pile([path], writer)
        with open_view(store) as view:
            documents = {d.id: d for d in view.records("document")}
            shown = [
                [
                    Shown(_name(documents[use.document]), use.span, use.changes, use.carried_from is not None)
                    for use in utterance.uses
                ]
                for utterance in view.records("utterance")
            ]
    return {_name(d): d.text for d in documents.values()}, shown


def _name(document: Document) -> str:
    return Path(document.ref).name.removesuffix(".txt").removesuffix(".html")


def shown_as(use: Carried, texts: Mapping[str, str]) -> Shown:
    """Return a use of the truth with its place in the text; raises ValueError unless its words occur once."""
    words = r"\s+".join(map(re.escape, use.text.strip('“”"‘’').split()))
    found = list(re.finditer(words, texts[use.article]))
    if len(found) != 1:
        raise ValueError(f"occurs {len(found)} times in {use.article}: {use.text!r}")
    return Shown(use.article, Span(*found[0].span()), use.changes, use.carried)


def figures(true: Sequence[Sequence[Shown]], shown: Sequence[Sequence[Shown]]) -> Row:
    """Return how much of the truth is found, and how much of what is shown is true."""
    uses, changes = Tally(0, 0, 0, 0), Tally(0, 0, 0, 0)
    answers = _answers(true, shown)
    for number, utterance in enumerate(shown):
        mine = true[answers[number]] if number in answers else []
        uses = _add(uses, Tally(0, 0, len(utterance), sum(any(u.is_same(t) for t in mine) for u in utterance)))
        made = [(u, change) for u in utterance for change in u.changes]
        right = sum(any(u.is_same(t) and change in t.changes for t in mine) for u, change in made)
        changes = _add(changes, Tally(0, 0, len(made), right))
    found = {place: shown[number] for number, place in answers.items()}
    for place, (_, *variants) in enumerate(true):
        own, mine = [v for v in variants if not v.carried], found.get(place, [])
        uses = _add(uses, Tally(len(own), sum(any(v.is_same(u) for u in mine) for v in own), 0, 0))
        planted = [(v, change) for v in own for change in v.changes]
        here = sum(any(v.is_same(u) and change in u.changes for u in mine) for v, change in planted)
        changes = _add(changes, Tally(len(planted), here, 0, 0))
    return {
        **_shares("uses", uses),
        **_shares("changes", changes),
        "true uses": uses.true,
        "true changes": changes.true,
        "uses shown": uses.shown,
        "changes shown": changes.shown,
    }


def _answers(true: Sequence[Sequence[Shown]], shown: Sequence[Sequence[Shown]]) -> dict[int, int]:
    """Return which utterance of the truth each shown one is: the one with which it shares most, each at most once."""
    shared = [
        (-sum(any(u.is_same(t) for t in planted) for u in utterance), number, place)
        for number, utterance in enumerate(shown)
        for place, planted in enumerate(true)
    ]
    pairs: dict[int, int] = {}
    for count, number, place in sorted(shared):
        if count and number not in pairs and place not in pairs.values():
            pairs[number] = place
    return pairs


def _add(a: Tally, b: Tally) -> Tally:
    return Tally(*(x + y for x, y in zip(a, b, strict=True)))


def _shares(name: str, tally: Tally) -> Row:
    return {
        f"{name} found": round(100 * tally.found / tally.true, 1),
        f"{name} right": round(100 * tally.right / (tally.shown or 1), 1),
    }


# ---- the baseline


def _same_letters(texts: Mapping[str, str]) -> Iterator[list[Shown]]:
    """Yield the quotations of some words with those that they hold letter for letter."""
    quoted = [(ref, span, span.of(t)) for ref, t in texts.items() for span in quoted_spans(t, [Span(0, len(t))])]
    left = sorted(quoted, key=lambda q: (-len(q[2]), q[0], q[1]))
    while left:
        full, *others = left
        held = [q for q in others if len(q[2].split()) >= _LEAST and _bare(q[2]) in _bare(full[2])]
        if {q[0] for q in held} - {full[0]}:
            yield [_as_shown(q, full[2]) for q in (full, *held)]
        left = [q for q in others if q not in held]


def _bare(words: str) -> str:
    return words.strip(" .,;:?!")


def _as_shown(quotation: tuple[str, Span, str], full: str) -> Shown:
    ref, span, words = quotation
    return Shown(ref, span, ("shortened",) if _bare(words) != _bare(full) else ())
