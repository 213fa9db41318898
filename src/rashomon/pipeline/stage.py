"""What a stage is, what it is given and gives, and whether each is given what it needs.

A stage is a plain function. Its parameters are named after what it needs, and it returns what it gives by name:
`find_attributions(document, parse, mention) -> {"attribution": [...]}`. Everything one article has gathered so far is
a `Layers`: the name of a layer, or of something in passing such as `raw` or `parse`, and what it holds.

A stage over the corpus comes after them: it is given the store that holds all articles, and works off what waits there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Literal, NamedTuple

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord

__all__ = ["Layers", "Progress", "Stage", "check", "records_of", "stages_per", "tell_nobody"]

Layers = dict[str, Any]
# what is being done, how many are done, of how many (0: not known), and the last one
Progress = Callable[[str, int, int, str], None]
# what is handed from stage to stage but is not a record
PASSING = frozenset({"raw", "parse", "tagging", "ground"})


class Stage(NamedTuple):
    """One step of the way; `needs` and `gives` are names in `Layers`, `run` takes the needs as keywords.

    Over the corpus, `run` takes a store, the stage itself, and who is to be told of its progress (`link_pile`).
    """

    name: str
    version: int
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[..., Any]
    per: Literal["document", "corpus"] = "document"

    @property
    def by(self) -> str:
        """Return the signature that the stage's findings carry, such as `attribution/3`."""
        return f"{self.name}/{self.version}"


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


def stages_per(stages: Sequence[Stage], what: Literal["document", "corpus"]) -> list[Stage]:
    """Return the stages over documents, or those over the corpus."""
    return [stage for stage in stages if stage.per == what]


def records_of(layers: Layers) -> Iterable[AnyRecord]:
    """Yield the records of one article, layer by layer, without what was only handed from stage to stage."""
    for name, value in layers.items():
        if name not in PASSING:
            yield from value if isinstance(value, (list, tuple)) else (value,)


def tell_nobody(doing: str, done: int, total: int, last: str) -> None:
    """Be the progress that nobody follows."""
