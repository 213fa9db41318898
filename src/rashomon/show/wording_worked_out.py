"""What a view holds -> who speaks where, who is called what, what is flat here and hedged there: in no store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from rashomon.link.wording import (
    Page,
    contrast_agents,
    contrast_assertions,
    find_labels,
    find_voices,
    printed,
)
from rashomon.model import Account, Contrast, Label
from rashomon.store import View

__all__ = ["labels_of", "work_out"]


def work_out(view: View, layer: str, only: Collection[str] | None) -> Iterator[Any]:
    """Yield the records of a layer; `only` are the documents that are counted, None for all."""
    outlets = {a.document: a.outlet for a in view.articles() if only is None or a.document in only}
    if layer == "contrast":
        yield from _contrasts(view, outlets)
        return
    known = printed(outlets, view.records("family"))
    find = find_voices if layer == "voice" else find_labels
    yield from find(_pages(view, outlets), known)


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
