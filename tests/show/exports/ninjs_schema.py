"""The fields of IPTC's ninjs 3.0 that we use, as a JSON Schema of our own: names, types and what is required.

After the standard as IPTC publishes it (CC BY 4.0); fields that it has and we do not use are not here, so that one that
it does not have is found out.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
URI = {"type": "string", "format": "uri", "pattern": "^[a-z][a-z0-9+.-]*:\\S+$"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def several(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


VALUE = closed(role=TEXT, contentType=TEXT, value=TEXT) | {"required": ["value"]}
BODY = closed(role=TEXT, contentType=TEXT, value=TEXT, charCount={"type": "integer"}) | {"required": ["value"]}
NAMED = closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)
NINJS: dict[str, Any] = closed(
    uri=URI,
    standard=closed(name=TEXT, version=TEXT, schema=URI),
    type={"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]},
    representationType={"enum": ["full", "partial"]},
    contentCreated=MOMENT,
    language=TEXT,
    title=TEXT,
    by=TEXT,
    headlines=several(VALUE),
    descriptions=several(VALUE),
    bodies=several(BODY),
    people=several(NAMED),
    organisations=several(NAMED),
    places=several(NAMED),
    infoSources=several(closed(name=TEXT, role=TEXT, uri=URI, literal=TEXT)),
    altIds=several(closed(role=TEXT, value=TEXT)),
) | {"required": ["uri"]}
