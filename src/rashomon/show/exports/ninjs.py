"""Articles -> IPTC's ninjs 3.0, one news item a line, as agencies send each other.

ninjs has fields for the article and for whom it names, not for who says what in it. Its dates have a time of day: an
article of which only the day is known has the day among its descriptions, since a time would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rashomon.model import Article, Entity, EntityKind
from rashomon.show.event_reader import EventReader
from rashomon.show.exports.about import address_of, body_of, named_in
from rashomon.show.exports.records import write_json
from rashomon.show.exports.written import Written

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["write_ninjs"]

STANDARD = {"name": "ninjs", "version": "3.0", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}
_FIELDS: Mapping[EntityKind, str] = {"person": "people", "organisation": "organisations", "place": "places"}

_encode = msgspec.json.Encoder().encode


def write_ninjs(view: View, layer: str, records: Iterable[Article], out: BinaryIO) -> Written:
    """Write articles as news items."""
    reader = EventReader(view)
    return Written(write_json((_encode(_item(view, article, reader)) for article in records), "jsonl", out))


def _item(view: View, article: Article, reader: EventReader) -> dict[str, Any]:
    document = reader.document(article.document)
    body = body_of(view, document)
    item = {
        "uri": address_of(document, article),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "language": article.language,
        "title": article.title,
        "headlines": _text(article.title),
        "by": ", ".join(article.byline),
        **_published(article.published),
        "bodies": [body_part | {"charCount": len(body)} for body_part in _text(body)],
        "infoSources": _sources(article),
        **_named(named_in(view, document.id, reader)),
        "altIds": [
            {"role": "rashomon", "value": document.id},
            {"role": "ref", "value": document.ref},
            {"role": "sha256", "value": document.text_sha256},
        ],
    }
    return {name: value for name, value in item.items() if value}


def _text(value: str | None) -> list[dict[str, Any]]:
    return [{"role": "main", "contentType": "text/plain", "value": value}] if value else []


def _published(said: str | None) -> dict[str, Any]:
    if not said:
        return {}
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:  # a month, or a year
        moment = None
    if moment is None or moment.tzinfo is None:
        return {"descriptions": [{"role": "published", "contentType": "text/plain", "value": said}]}
    return {"contentCreated": moment.isoformat()}


def _sources(article: Article) -> list[dict[str, str]]:
    """Return who publishes the article, and whose text it is or on whose wire it stands, if it says so."""
    told = {"publisher": article.outlet, "republished from": article.republished_from, "wire": article.wire}
    return [{"name": name, "role": role} for role, name in told.items() if name]


def _named(entities: Iterable[Entity]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {field: [] for field in _FIELDS.values()}
    for entity in entities:
        if entity.kind in _FIELDS:
            found[_FIELDS[entity.kind]].append(
                {"name": entity.name, "rel": "mentioned", "uri": f"urn:rashomon:entity:{entity.id}"}
            )
    return found
