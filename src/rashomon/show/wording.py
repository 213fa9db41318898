"""A view -> the layers that are worked out when somebody asks, and stand in no store: voice, label, contrast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from rashomon.link.wording import (
    Page,
    contrast_agents,
    contrast_assertions,
    find_labels,
    find_voices,
    printed,
)
from rashomon.model import Account, Contrast, Label, Voice
from rashomon.store import Selection, View
from rashomon.store.matching import Matcher
from rashomon.store.selection import check_selection

__all__ = ["COMPUTED", "labels_of", "records_of", "select_from"]

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


def labels_of(view: View, entity: str, documents: Collection[str]) -> list[Label]:
    """Return what outlets call an entity of the pile in these documents, in whose words, those most used first.

    Nobody else in them is looked at, nor who acts for them, so that it takes a tenth of the time of all labels.
    """
    articles = {a.document: a for a in view.among("article", documents)}
    outlets = {d: a.outlet for d, a in articles.items()}
    about: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for layer in ("zone", "mention", "attribution", "reference"):
        for one in view.among(layer, documents):
            if layer not in ("mention", "reference") or one.entity == entity:
                about[one.document, layer].append(one)
    pages = [
        Page(
            document,
            articles.get(document.id),
            about[document.id, "zone"],
            about[document.id, "mention"],
            about[document.id, "attribution"],
            about[document.id, "reference"],
            {entity},
        )
        for document in view.among("document", documents)
    ]
    known = printed(outlets, view.among("family", documents))
    found = find_labels(pages, known, acting=False)
    return [label for label in found if label.entity == entity]


def _answers(record: Voice | Label | Contrast, wanted: Selection, whose: Iterable[set[str] | None]) -> bool:
    who = record.entity if isinstance(record, Label) else record.speaker if isinstance(record, Voice) else None
    kind = record.form if isinstance(record, Label) else record.kind
    return wanted.kind in (None, kind) and all(named is None or who in named for named in whose)


def _compute(view: View, layer: str, only: Collection[str] | None) -> Iterator[Any]:
    outlets = {a.document: a.outlet for a in view.articles() if only is None or a.document in only}
    if layer == "contrast":
        yield from _contrasts(view, outlets)
        return
    known = printed(outlets, view.records("family"))
    find = find_voices if layer == "voice" else find_labels
    yield from find(_pages(view, outlets), known)


def _pages(view: View, documents: Collection[str]) -> Iterator[Page]:
    for document in view.records("document"):
        if document.id in documents:
            yield Page(
                document,
                next(view.records("article", document.id), None),
                view.records("zone", document.id),
                list(view.records("mention", document.id)),
                list(view.records("attribution", document.id)),
                list(view.records("reference", document.id)),
                view.entities_of(document.id),
            )


def _contrasts(view: View, outlets: dict[str, str | None]) -> Iterator[Contrast]:
    accounts: dict[str, list[Account]] = {}
    for account in view.records("account"):
        if account.document in outlets:
            accounts.setdefault(account.claim, []).append(account)
    yield from contrast_assertions(view.records("claim"), accounts, outlets)
    events = {event.id: event for event in view.records("event") if event.document in outlets}
    texts = {document.id: document.text for document in view.records("document") if document.id in outlets}
    yield from contrast_agents(view.records("cluster"), events, texts, outlets)
