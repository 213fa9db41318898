"""Records of one article <-> a row of a DataFrame with a binary column a layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from rashomon.model import LAYERS, AnyRecord, Document, layer_of
from rashomon.scale.rows import Row
from rashomon.store.linking import SINGLE
from rashomon.store.places import row_of

__all__ = ["decode_layer", "encode_layers", "layers_of", "record_rows"]

_encode = msgspec.msgpack.Encoder().encode


@cache
def _decoder(layer: str) -> msgspec.msgpack.Decoder[list[Any]]:
    kind: Any = LAYERS[layer]
    return msgspec.msgpack.Decoder(list[kind])


def encode_layers(records: Iterable[AnyRecord]) -> dict[str, bytes]:
    """Return the records of an article by layer, encoded, in the order in which a store gives them."""
    layers: defaultdict[str, list[Any]] = defaultdict(list)
    for record in records:
        layers[layer_of(record)].append(record)
    return {name: _encode(sorted(some, key=_place) if name != "document" else some) for name, some in layers.items()}


def _place(record: Any) -> tuple[int, int, str]:
    row = row_of(record)
    return row["start"], row["stop"], row["id"]


def decode_layer(layer: str, encoded: bytes | None) -> list[Any]:
    """Return the records of a layer of an article."""
    return _decoder(layer).decode(encoded) if encoded is not None else []


def layers_of(row: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return the layers of an article as stages over the corpus get them, just as `store.linking.layers_of` does."""
    found = {name: decode_layer(name, row.get(name)) for name in names}
    return {name: (some[0] if some else None) if name in SINGLE else some for name, some in found.items()}


def record_rows(records: Iterable[AnyRecord]) -> Iterator[Row]:
    """Yield records as rows of the table `record`."""
    for record in records:
        if not isinstance(record, Document):
            yield row_of(record)
