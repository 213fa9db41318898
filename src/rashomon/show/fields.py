"""The fields of a record that a person can change: what is typed for one <-> its value in JSON.

Spans are written 100-140, several with commas between; who takes part in an event 100-140 or 100-140:ENTITY; a number
12, one between two 10..20; nothing stands for null, or for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rashomon.errors import NotPossible
from rashomon.model import LAYERS, Participant, Span
from rashomon.store import FIXED

__all__ = ["changeable", "choices_of", "parse", "say"]

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
# what is worked out from the rest, or is too much for a line
_NOT_TYPED = (*FIXED, "office")


def changeable(layer: str) -> list[str]:
    """Return the fields of a layer that a person can change, in order."""
    return [name for name in LAYERS[layer].__struct_fields__ if name not in _NOT_TYPED]


def choices_of(layer: str, field: str) -> tuple[str, ...]:
    """Return the values that a field can have; none where it can have any."""
    for part in _parts(layer, field):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()


def parse(layer: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed for some fields as JSON has it; raises NotPossible for what cannot be read."""
    known = changeable(layer)
    if unknown := sorted(set(typed) - set(known)):
        raise NotPossible(f"{layer} has no field {', '.join(unknown)} to change; there are: {', '.join(known)}")
    return {field: _parse(layer, field, words.strip()) for field, words in typed.items()}


def say(value: Any) -> str:
    """Return a value of a field as it is typed."""
    if value is None:
        return ""
    if isinstance(value, Span):
        return f"{value.start}-{value.end}"
    if isinstance(value, Participant):
        return say(value.span) + (f":{value.entity}" if value.entity else "")
    if isinstance(value, tuple) and value and all(isinstance(one, float) for one in value):
        return "..".join(f"{one:g}" for one in value)
    if isinstance(value, tuple):
        return ", ".join(say(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _parts(layer: str, field: str) -> Sequence[Any]:
    hint = get_type_hints(LAYERS[layer])[field]
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _parse(layer: str, field: str, words: str) -> Any:
    parts = _parts(layer, field)
    if get_origin(parts[0]) is tuple and float not in parts:
        item = get_args(parts[0])[0]
        several = [one.strip() for one in words.split(",") if one.strip()]
        return [_parse_one(field, item, one) for one in several]
    if not words and NoneType in parts:
        return None
    if float in parts:
        numbers = [_number(field, one) for one in words.split("..")]
        return numbers[0] if len(numbers) == 1 else numbers
    return _parse_one(field, parts[0], words)


def _parse_one(field: str, kind: Any, words: str) -> Any:
    if kind is Participant:
        place, _, entity = words.partition(":")
        return {"span": _span(field, place), "entity": entity or None}
    return _span(field, words) if kind is Span else words


def _span(field: str, words: str) -> dict[str, int]:
    found = _SPAN.fullmatch(words.strip())
    if not found:
        raise NotPossible(f"{field}: {words!r} is no place in the text; one is written 100-140, from where to where")
    return {"start": int(found[1]), "end": int(found[2])}


def _number(field: str, words: str) -> float:
    try:
        return float(words)
    except ValueError:
        raise NotPossible(f"{field}: {words!r} is no number; one is written 12, or 10..20") from None
