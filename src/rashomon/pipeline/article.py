"""One input -> what the stages over documents make of it, or why they cannot."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.errors import PipelineError, Unreadable
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


_encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(list[AnyRecord]).decode


# if this cannot be read, no article is at fault
_TRIAL = RawDocument(
    ref="trial",
    content=b"The mayor of Tarn Bay said on Monday that the police had arrested two fishermen.",
    media_type="text/plain",
    charset="utf-8",
)


def read_encoded(raw: RawDocument, stages: Sequence[Stage]) -> bytes:
    """Return the records of one input, encoded; whatever goes wrong in a stage costs this input alone.

    Raises PipelineError where a model or a file of data is missing or damaged, so that nothing can be read.
    """
    encoded, is_bug = _read(raw, stages)
    if is_bug:
        _refuse_broken(stages)
    return encoded


def read_safely(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> list[AnyRecord]:
    """Return the records of one input, or a single Rejection if it cannot be read, were it by a bug."""
    encoded, _ = _read(raw, stages)
    return decode(encoded)


def _read(raw: RawDocument, stages: Sequence[Stage]) -> tuple[bytes, bool]:
    """Return the records of one input, encoded, and whether a bug left nothing of it but a Rejection."""
    try:
        layers = read_article(raw, stages)
        return _encode([layers] if isinstance(layers, Rejection) else list(records_of(layers))), False
    except MemoryError:
        return _encode([rejection_of_size(raw)]), False
    except Exception as error:  # the one place where a bug becomes a record: a pile must not die of one article
        return _encode([rejection(raw, describe(error))]), True


def _refuse_broken(stages: Sequence[Stage]) -> None:
    try:
        read_article(_TRIAL, stages)
    except Exception as error:
        raise PipelineError(
            f"no article can be read here, since something is missing or damaged; to see what: rashomon doctor"
            f" ({describe(error)})"
        ) from error
