"""The list of stages and the runner: the only file that knows the order.

A stage is a plain function. Its parameters are named after what it needs, and it returns what it gives by name:
`find_attributions(document, parse, mention) -> {"attribution": [...]}`. Everything one article has gathered so far is
a `Layers`: the name of a layer, or of something in passing such as `raw` or `parse`, and what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from rashomon.clean import clean_document
from rashomon.errors import PipelineError, Unreadable
from rashomon.extract import find_attributions, find_mentions
from rashomon.model import AnyRecord, RawDocument, Rejection
from rashomon.parse import parse_document

__all__ = ["STAGES", "Layers", "Stage", "check", "read_article", "records_of"]

Layers = dict[str, Any]


class Stage(NamedTuple):
    """One step of the way; `needs` and `gives` are names in `Layers`, `run` takes the needs as keywords."""

    name: str
    version: int
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[..., Mapping[str, Any]]
    per: Literal["document", "corpus"] = "document"

    @property
    def by(self) -> str:
        """Return the signature that the stage's findings carry, such as `attribution/3`."""
        return f"{self.name}/{self.version}"


def _stage(name: str, version: int, needs: str, gives: str, run: Callable[..., Mapping[str, Any]]) -> Stage:
    return Stage(name, version, frozenset(needs.split()), frozenset(gives.split()), run)


STAGES: tuple[Stage, ...] = (
    _stage("clean", 1, "raw", "document article zone", clean_document),
    _stage("parse", 1, "document zone", "parse sentence", parse_document),
    _stage("mention", 1, "document parse zone article", "mention entity", find_mentions),
    _stage("attribution", 1, "document parse mention entity", "attribution", find_attributions),
)

# what is handed from stage to stage but is not a record
PASSING = frozenset({"raw", "parse", "tagging"})


def check(stages: Sequence[Stage], given: Collection[str] = ("raw",)) -> None:
    """Raise PipelineError, naming every fault, if a stage needs what nothing before it gives."""
    known, faults = set(given), []
    for stage in stages:
        missing = sorted(stage.needs - known)
        if missing:
            have = ", ".join(sorted(known))
            faults.append(f"{stage.by} needs {', '.join(missing)}; given so far: {have}")
        known |= stage.gives
    if faults:
        raise PipelineError("; ".join(faults))


def read_article(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> Layers | Rejection:
    """Run the per-document stages over one input; an input that cannot be read becomes a Rejection."""
    layers: Layers = {"raw": raw}
    for stage in stages:
        try:
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        except Unreadable as reason:
            return Rejection(ref=raw.ref, reason=str(reason), stage=stage.by)
    return layers


def records_of(layers: Layers) -> Iterable[AnyRecord]:
    """Yield the records of one article, layer by layer, without what was only handed from stage to stage."""
    for name, value in layers.items():
        if name not in PASSING:
            yield from value if isinstance(value, (list, tuple)) else (value,)
