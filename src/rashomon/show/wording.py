"""A view -> the layers that are worked out when somebody asks, and stand in no store: voice, label, contrast."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from rashomon.model import Contrast, Label, Voice
from rashomon.store import Selection, View
from rashomon.store.matching import Matcher
from rashomon.store.selection import check_selection

__all__ = ["COMPUTED", "records_of", "select_from"]

COMPUTED = ("voice", "label", "contrast")


def records_of(view: View, layer: str) -> Iterator[Any]:
    """Yield the records of a layer, whether it stands in the store or is worked out, in canonical order."""
    yield from _compute(view, layer, None) if layer in COMPUTED else view.records(layer)


def select_from(view: View, layer: str, wanted: Selection) -> Iterator[Any]:
    """Yield the records of a layer that answer to a selection; raises NotFound as `View.select` does.

    Of a layer that is worked out, what tells articles apart (article, outlet, search, dates) chooses the articles that
    are counted, so that denominators are theirs.
    """
    if layer not in COMPUTED:
        yield from view.select(layer, wanted)
        return
    check_selection(layer, wanted)
    whose = Matcher(view, layer, wanted)
    articles = Matcher(view, "article", msgspec.structs.replace(wanted, entity=None, speaker=None)).documents
    found = _compute(view, layer, articles)
    yield from islice((r for r in found if _answers(r, wanted, (whose.entities, whose.speakers))), wanted.limit)


def _answers(record: Voice | Label | Contrast, wanted: Selection, whose: Iterable[set[str] | None]) -> bool:
    who = record.entity if isinstance(record, Label) else record.speaker if isinstance(record, Voice) else None
    kind = record.form if isinstance(record, Label) else record.kind
    return wanted.kind in (None, kind) and all(named is None or who in named for named in whose)


def _compute(view: View, layer: str, only: Collection[str] | None) -> Iterator[Any]:
    # the room that joins articles takes its time to import, and the layers that are stored do without
    from rashomon.show.wording_worked_out import work_out

    return work_out(view, layer, only)
