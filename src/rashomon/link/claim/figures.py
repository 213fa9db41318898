"""The quantities of one article and the clauses that they stand in -> figures, to be compared with other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Unpack

from msgspec.structs import replace

from rashomon.data import table
from rashomon.link.claim.amounts import read_amount
from rashomon.link.claim.deeds import Layers, read_deeds, resolve_deed
from rashomon.link.claim.predicates import kinds_of_verb
from rashomon.link.claim.stance import is_hedged
from rashomon.link.event.antecedents import stretches_of
from rashomon.link.event.words import stem, stems_of
from rashomon.model import Quantity, Span
from rashomon.profiles import Deed, Figure, Placed

__all__ = ["are_people", "find_figures", "resolve_figure"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# what counts on top of another number, or what is left: "four more", "two others"
_REST = re.compile(
    r"^\W*(?:\w+\W+)?(more|others?|further|additional)\b(?!\W+than)|\b(another|other|further|additional)\W*$"
)
# figures small enough to be of many things are compared only where something became of those counted
_SMALL = 2
# where planned, feared or demanded, a number is none that is there
_UNREAL = frozenset({"planned", "hypothetical", "demanded", "asked"})


def find_figures(*, blocks: Mapping[str, str], **layers: Unpack[Layers]) -> list[Placed]:
    """Return what the article counts, each with its place in the pile and its keys; entities are the article's own."""
    figures = list(_Reader(layers).figures())
    return [Placed(figure, _place_of(figure), _keys_of(figure)) for figure in figures]


def resolve_figure(figure: Figure, whole: Mapping[str, str]) -> Figure:
    """Return the figure with the pile's entities in the place of the article's, where `whole` knows them."""
    return replace(figure, told=resolve_deed(figure.told, whole))


def are_people(head: str) -> bool:
    """Tell whether a stem is a word for people: one article counts passengers where another counts victims."""
    return head in _stems("people")


def _place_of(figure: Figure) -> str:
    """Return the place of a figure among all of the pile: who says of what, where and when, stands first."""
    profile = figure.told.profile
    left_out = (not figure.thing) + (not figure.fate) + (not profile.place) + (not profile.names)
    return f"{left_out} {int(not profile.dated)} {profile.earliest or ''} {figure.document} {figure.finding}"


def _keys_of(figure: Figure) -> frozenset[str]:
    """Return the keys of a figure: its unit, what is counted or what became of it, a name, and the fortnight."""
    profile = figure.told.profile
    what = {figure.fate} if figure.fate else {*figure.thing, *kinds_of_verb(figure.told.lemma)}
    where = {*profile.names, *profile.place} or set(profile.words)
    days = list(stretches_of(profile)) or [""]
    return frozenset(f"{figure.unit or ''}|{w}|{name}|{day}" for w in what for name in where for day in days)


class _Reader:
    """One article, asked for what it counts."""

    def __init__(self, layers: Layers) -> None:
        self.text = layers["document"].text
        self.layers = layers
        self.deeds = read_deeds(**layers)
        self.names = [m.span for m in layers["mention"] if m.form == "name" and m.kind != "nationality"]

    def figures(self) -> Iterator[Figure]:
        """Yield the figures in text order."""
        for quantity in sorted(self.layers["quantity"], key=lambda q: q.span):
            told = self.told(quantity)
            if told is None or told.realis in _UNREAL or self.is_rest(quantity):
                continue
            figure = self.figure(quantity, told)
            if figure is not None:
                yield figure

    def told(self, quantity: Quantity) -> Deed | None:
        """Return the clause that a quantity stands in: the shortest that holds it."""
        holding = [d for d in self.deeds if d.span.holds(quantity.span)]
        return min(holding, key=lambda d: (d.span.end - d.span.start, d.span), default=None)

    def is_rest(self, quantity: Quantity) -> bool:
        """Tell whether something is counted that comes on top of another number, or is left of it."""
        after = self.text[quantity.span.end : quantity.span.end + 20]
        before = self.text[max(0, quantity.span.start - 20) : quantity.span.start]
        return bool(_REST.search(before.rstrip() + " ") or re.match(r"\W*(?:more|others?|further)\b(?! than)", after))

    def figure(self, quantity: Quantity, told: Deed) -> Figure | None:
        """Return a quantity as a figure; None where it says no number, or not of what."""
        amount = read_amount(quantity, " ".join(quantity.span.of(self.text).split()))
        thing, head = self.thing(quantity)
        fate = self.fate(quantity, told)
        if amount is None or not (thing or fate or quantity.unit):
            return None
        around = next((s.span for s in self.layers["sentence"] if s.span.holds(quantity.span)), quantity.span)
        return Figure(
            finding=quantity.id,
            document=quantity.document,
            span=self.span(quantity),
            told=self.hedged(told, around),
            words=self.words(quantity),
            thing=thing,
            head=head,
            unit=quantity.unit,
            fate=fate,
            low=amount.low,
            high=amount.high,
            said=amount.said,
            names=tuple(dict.fromkeys(" ".join(s.of(self.text).split()) for s in self.names if around.holds(s))),
        )

    def hedged(self, told: Deed, around: Span) -> Deed:
        """Return the clause, hedged where its sentence takes something back: "as many as four are feared dead"."""
        return (
            replace(told, stance="hedges") if told.stance == "asserts" and is_hedged(told.span.of(self.text)) else told
        )

    def span(self, quantity: Quantity) -> Span:
        """Return the amount with what is counted, where that stands behind it."""
        of = quantity.of
        near = of is not None and quantity.span.start < of.end and of.end - quantity.span.end < 40
        return Span(quantity.span.start, max(quantity.span.end, of.end)) if of is not None and near else quantity.span

    def words(self, quantity: Quantity) -> str:
        """Return what is counted, in the words of the article; its unit where that is not said."""
        return " ".join(quantity.of.of(self.text).split()) if quantity.of else quantity.unit or ""

    def thing(self, quantity: Quantity) -> tuple[tuple[str, ...], str]:
        """Return the stems of what is counted, and the one of its noun; a name counts nothing ("9 Orsa Street")."""
        if quantity.of is None or (quantity.unit is None and any(n.end == quantity.of.end for n in self.names)):
            return (), ""
        words = [w for w in _WORD.findall(quantity.of.of(self.text)) if w.lower() not in _plain("says nothing")]
        return (stems_of(" ".join(words)), stem(words[-1])) if words else ((), "")

    def fate(self, quantity: Quantity, told: Deed) -> str:
        """Return what became of those counted: by the grammar of harm, by the noun, else by the verb."""
        if quantity.fate in ("killed", "injured"):
            return quantity.fate
        noun = _WORD.findall(quantity.of.of(self.text)) if quantity.of else []
        verb = [told.lemma.split()[0]] if told.lemma else []
        return next((_fates()[w.lower()] for w in (*noun, *verb) if w.lower() in _fates()), "")


@cache
def _fates() -> Mapping[str, str]:
    return {word: row[1] for row in table("claims/counted.tsv") if row[0] == "fate" for word in row[2].split()}


@cache
def _plain(kind: str) -> frozenset[str]:
    return frozenset(w for row in table("claims/counted.tsv") if row[0] == kind for w in row[1].split())


@cache
def _stems(kind: str) -> frozenset[str]:
    return frozenset(map(stem, _plain(kind)))
