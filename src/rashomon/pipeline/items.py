"""A store, and the stages that join what several articles tell -> whom descriptions mean, events, claims."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rashomon.link import find_references
from rashomon.pipeline.stage import Progress, Stage
from rashomon.pipeline.working import Step, one_by_one, work_off
from rashomon.profiles import Grouping

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import FindReferences, Writer


def resolve_references(store: Writer, stage: Stage, tell: Progress, find: FindReferences = find_references) -> None:
    """Find out whom the descriptions of each story mean, where its articles or who they name have changed."""
    needs = stage.needs - {"identity", "story"}
    work_off(
        stage,
        tell,
        Step(
            "reading descriptions",
            lambda: store.unresolved(stage.by),
            one_by_one(lambda story: store.resolve(story, find, needs, stage.by)),
        ),
    )


def group_pile(store: Writer, stage: Stage, tell: Progress, groupings: Sequence[Grouping]) -> None:
    """Work out which items of a store are one, where an article came, went, or names somebody else than before.

    Of each kind: 1. note the items of each article   2. let each one that this has touched name the one before it that
    is the same, and make records of what hangs together so
    """
    work_off(stage, tell, *chain.from_iterable(_group(store, stage, one) for one in groupings))


def _group(store: Writer, stage: Stage, one: Grouping) -> tuple[Step, Step]:
    needs = stage.needs - {"identity"}  # the pile's entities are in the place of the article's already
    kind = one.kind
    return (
        Step(
            f"gathering {one.many}",
            lambda: store.ungathered(kind, stage.by),
            one_by_one(lambda document: store.gather(document, one, needs, stage.by)),
        ),
        Step(
            f"joining {one.many}",
            lambda: store.ungrouped(kind),
            one_by_one(lambda document: store.group(document, one)),
        ),
    )
