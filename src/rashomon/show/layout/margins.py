"""What the page says across articles -> the margin of each: the line along shared text, the places that links reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from rashomon.model import Reuse, Span
from rashomon.show.evidence import Mark
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.beside import Beside
from rashomon.show.layout.claims import Matrix
from rashomon.show.layout.escape import plain
from rashomon.show.layout.gather import Pile
from rashomon.show.layout.sayings import History
from rashomon.show.layout.typeset import Margin
from rashomon.show.layout.wording import Contrasted, Named
from rashomon.show.shared import Stretch, mark_stretches, partner_of, shared_stretches

__all__ = ["Other", "Spots", "set_margin", "set_margins", "spots_of_claims", "spots_of_histories", "spots_of_wording"]

# outlets that a note in the margin names before it counts the others
_NAMED = 3
# characters from which on a stretch is worth a note of its own
_WORTH = 60

# (document, span, id) of every place that a link outside of the articles leads to
Spots = Iterable[tuple[str, Span, str]]


def spots_of_claims(matrices: Iterable[Matrix]) -> Spots:
    """Yield the words of accounts, and the sentences near to what was not found."""
    for matrix in matrices:
        for told in (*(t for row in matrix.rows for t in row.told), *(t for _, own, _ in matrix.alone for t in own)):
            yield told.reading.document.id, told.account.span, f"k-{told.account.id}"
        for near in (cell.near for row in matrix.rows for cell in row.cells if cell.near):
            yield near.reading.document.id, near.sentence.span, f"s-{near.sentence.id}"


def spots_of_histories(histories: Iterable[History]) -> Spots:
    """Yield the words of quotations."""
    for history in histories:
        for used in history.uses:
            yield used.reading.document.id, used.use.span, used.anchor


def spots_of_wording(labels: Iterable[Named], contrasts: Iterable[Contrasted]) -> Spots:
    """Yield the first words of each label, and what is worded differently."""
    for called in (c for named in labels for worded in named.worded for c in worded.called):
        yield called.first.document, called.first.span, called.anchor
    for said in (s for contrast in contrasts for s in contrast.said):
        yield said.passage.document, said.passage.span, said.anchor


def set_margins(
    pile: Pile, spots: Spots, pairs: Sequence[Beside], addresses: Addresses | None = None
) -> dict[str, Margin]:
    """Return the margin of each article by the id of its document; `addresses` are the report's if not given."""
    places: defaultdict[str, set[tuple[Span, str]]] = defaultdict(set)
    for document, span, key in spots:
        places[document].add((span, key))
    leads = addresses or Addresses()
    keys = {(p.left.document.id, p.right.document.id): p.key for p in pairs}
    keys |= {(right, left): key for (left, right), key in keys.items()}
    ids = [r.document.id for r in pile.readings]
    margins = {}
    for own in ids:
        others = {
            r.document.id: Other(r.label, r.day, leads.pair(own, r.document.id, keys.get((own, r.document.id))))
            for r in pile.readings
        }
        marks = [Mark(span, "spot", place) for span, place in sorted(places[own])]
        margins[own] = set_margin(own, pile.across.reuses, others, marks)
    return margins


class Other(NamedTuple):
    """An article that has words of this one: its name, its day, the link to both side by side."""

    label: str
    day: str
    link: str


def set_margin(
    document: str, reuses: Iterable[Reuse], others: Mapping[str, Other], marks: Iterable[Mark] = ()
) -> Margin:
    """Return the margin of one article; `others`, by their ids, are in the order in which they are to be named.

    What it shares with an article that is not among the others is left out.
    """
    passages = (r for r in reuses if (pair := partner_of(r, document)) and pair[1].document in others)
    stretches = shared_stretches(document, passages)
    shared = mark_stretches(stretches)
    carriers = {d for s in stretches for d in s.documents}
    partners = {d: other for d, other in others.items() if d in carriers}
    notes = dict(zip((m.id for m in shared), _notes(stretches, partners), strict=True))
    named = [(", ".join(filter(None, (o.label, o.day))), o.link) for o in partners.values()]
    return Margin([*shared, *marks], notes, named)


def _notes(stretches: Sequence[Stretch], partners: Mapping[str, Other]) -> Iterator[Markup]:
    """Yield what stands beside each stretch: who else has the words, once for as long as it is the same ones."""
    last: list[str] = []
    for stretch in stretches:
        links: dict[str, str] = {}
        for key, other in partners.items():
            if key in stretch.documents:
                links.setdefault(other.label, other.link)
        names = list(links)
        if names == last or stretch.span.end - stretch.span.start < _WORTH:
            yield Markup("")
            continue
        last = names
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        note = Markup('<a class="also" href="{}" data-note>same words in {}{} </a>')
        yield note.format(links[names[0]], plain(", ".join(names[:_NAMED])), more)
