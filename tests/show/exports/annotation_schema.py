"""The rules of the W3C's Web Annotation Data Model (Recommendation of 2017-02-23), as a JSON Schema of our own.

Only what the model says MUST or MUST NOT be, for what we use of it, and our one term `role`. Section numbers are those
of the model.
"""

from __future__ import annotations

from typing import Any

IRI = {"type": "string", "format": "iri", "pattern": "^[a-z][a-z0-9+.-]*:\\S+$"}
# 3.3.5
MOTIVATIONS = [
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
]  # fmt: skip
# 3.2.4
BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"enum": ["text/plain", "application/json"]},
        "language": {"type": "string"},
        "purpose": {"enum": MOTIVATIONS},
    },
    "additionalProperties": False,
}
# 4.2.4 and 4.2.5
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
    "additionalProperties": False,
}
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    },
    "additionalProperties": False,
}
# 4: a specific resource has exactly one source; 4.2: selectors say the same place in several ways; 4.7: its scope
TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": IRI,
        "scope": IRI,
        "role": {"type": "string"},
        "selector": {"type": "array", "prefixItems": [QUOTE, POSITION], "minItems": 2, "maxItems": 2},
    },
    "additionalProperties": False,
}
# 3.1: exactly one id, at least one type, at least one target; 3.3.2: who made it
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": MOTIVATIONS},
        "generator": {
            "type": "object",
            "properties": {"type": {"enum": ["Person", "Organization", "Software"]}, "name": {"type": "string"}},
            "additionalProperties": False,
        },
        "body": {"type": "array", "items": BODY},
        "target": {"type": "array", "items": TARGET, "minItems": 1},
    },
    "additionalProperties": False,
}
# 5.2: a page has its annotations in order; an embedded one has no context of its own
PAGE = {
    "type": "object",
    "required": ["id", "type", "items"],
    "properties": {
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "partOf": IRI,
        "startIndex": {"type": "integer", "minimum": 0},
        "items": {"type": "array", "items": ANNOTATION},
    },
    "additionalProperties": False,
}
# 5.1: the context of the model is the only one or the first of several
COLLECTION: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["@context", "id", "type"],
    "properties": {
        "@context": {
            "type": "array",
            "prefixItems": [{"const": "http://www.w3.org/ns/anno.jsonld"}],
            "items": {"type": "object", "additionalProperties": {"type": "string", "pattern": ":"}},
        },
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": PAGE,
    },
    "additionalProperties": False,
}
