"""One input -> what the stages over documents make of it, or why they cannot."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.errors import Unreadable
from rashomon.model import AnyRecord, RawDocument, Rejection
from rashomon.pipeline.faults import describe, rejection, rejection_of_size
from rashomon.pipeline.stage import Layers, Stage, records_of, stages_per
from rashomon.pipeline.stages import STAGES


def read_article(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> Layers | Rejection:
    """Run the per-document stages over one input; an input that cannot be read becomes a Rejection."""
    layers: Layers = {"raw": raw}
    for stage in stages_per(stages, "document"):
        try:
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        except Unreadable as reason:
            return Rejection(ref=raw.ref, reason=str(reason), stage=stage.by)
    return layers


decode = msgspec.msgpack.Decoder(list[AnyRecord]).decode


def read_encoded(raw: RawDocument, stages: Sequence[Stage]) -> bytes:
    """Return the records of one input, encoded; whatever goes wrong in a stage costs this input alone."""
    try:
        layers = read_article(raw, stages)
        return msgspec.msgpack.encode([layers] if isinstance(layers, Rejection) else list(records_of(layers)))
    except MemoryError:
        return msgspec.msgpack.encode([rejection_of_size(raw)])
    except Exception as error:  # the one place where a bug becomes a record: a pile must not die of one article
        return msgspec.msgpack.encode([rejection(raw, describe(error))])


def read_safely(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> list[AnyRecord]:
    """Return the records of one input, or a single Rejection if it cannot be read, were it by a bug."""
    return decode(read_encoded(raw, stages))
