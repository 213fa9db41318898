"""What the page says across articles -> the margin of each: the line along shared text, the places that links reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from rashomon.model import Span
from rashomon.show.evidence import Mark
from rashomon.show.layout.beside import Beside
from rashomon.show.layout.claims import Matrix
from rashomon.show.layout.escape import plain
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.layout.sayings import History
from rashomon.show.layout.typeset import Margin
from rashomon.show.layout.wording import Contrasted, Named
from rashomon.show.shared import Stretch, mark_stretches, shared_stretches

__all__ = ["Spots", "set_margins", "spots_of_claims", "spots_of_histories", "spots_of_wording"]

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


def set_margins(pile: Pile, spots: Spots, pairs: Sequence[Beside]) -> dict[str, Margin]:
    """Return the margin of each article by the id of its document."""
    places: defaultdict[str, set[tuple[Span, str]]] = defaultdict(set)
    for document, span, key in spots:
        places[document].add((span, key))
    readings = {r.document.id: r for r in pile.readings}
    reuses = [r for r in pile.across.reuses if {r.a.document, r.b.document} <= readings.keys()]
    leads = {(p.left.document.id, p.right.document.id): p.key for p in pairs}
    leads |= {(right, left): key for (left, right), key in leads.items()}
    margins = {}
    for key in readings:
        stretches = shared_stretches(key, [r for r in reuses if key in (r.a.document, r.b.document)])
        shared = mark_stretches(stretches)
        marks = [*shared, *(Mark(span, "spot", place) for span, place in sorted(places[key]))]
        others = {d for s in stretches for d in s.documents}
        partners = [
            (r, leads.get((key, r.document.id), f"d-{r.document.id}")) for r in pile.readings if r.document.id in others
        ]
        places_of = {r.label: place for r, place in reversed(partners)}
        notes = dict(zip((m.id for m in shared), _notes(stretches, readings, places_of), strict=True))
        named = [(", ".join(filter(None, (r.label, r.day))), place) for r, place in partners]
        margins[key] = Margin(marks, notes, named)
    return margins


def _notes(stretches: Sequence[Stretch], readings: Mapping[str, Reading], leads: Mapping[str, str]) -> Iterator[Markup]:
    """Yield what stands beside each stretch: who else has the words, once for as long as it is the same ones."""
    last: list[str] = []
    for stretch in stretches:
        others = sorted((readings[d] for d in stretch.documents), key=lambda r: r.number)
        names = list(dict.fromkeys(r.label for r in others))
        if names == last or stretch.span.end - stretch.span.start < _WORTH:
            yield Markup("")
            continue
        last = names
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        note = Markup('<a class="also" href="#{}" data-note>same words in {}{} </a>')
        yield note.format(leads[names[0]], plain(", ".join(names[:_NAMED])), more)
