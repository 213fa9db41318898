"""A store, and the stages that join what several articles tell -> whom descriptions mean, events, claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rashomon.link import find_references
from rashomon.pipeline.stage import Progress, Stage
from rashomon.pipeline.working import Step, work_off
from rashomon.profiles import Grouping

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import FindReferences, Writer

# stories, and articles, a transaction: what is asked for one is asked for all of them at once, a page of an index that
# several have a row in is written once, and what is made of them has to fit into memory
STORIES = 32
ARTICLES = 500


def resolve_references(store: Writer, stage: Stage, tell: Progress, find: FindReferences = find_references) -> None:
    """Find out whom the descriptions of each story mean, where its articles or who they name have changed."""
    needs = stage.needs - {"identity", "story"}
    work_off(
        stage,
        tell,
        Step(
            "reading descriptions",
            lambda: store.unresolved(stage.by),
            lambda stories: store.resolve(stories, find, needs, stage.by),
            STORIES,
        ),
    )


def group_pile(
    store: Writer,
    stage: Stage,
    tell: Progress,
    groupings: Sequence[Grouping],
    ahead: Mapping[str, Sequence[Grouping]] | None = None,
) -> None:
    """Work out which items of a store are one, where an article came, went, or names somebody else than before.

    1. note the items of each article   and of each kind: 2. let each item that this has touched name the one before it
    that is the same   3. give what hangs together so one name   4. make records of it

    `ahead` are groupings by the signatures of later stages that group them: their items are noted with those of this
    one, since to read an article costs as much as to find them. Where that fails, those of this one are noted alone.
    """
    needs = stage.needs - {"identity"}  # the pile's entities are in the place of the article's already
    own = {stage.by: groupings}
    gather = [_gathering(store, of, needs) for of in ([{**own, **ahead}, own] if ahead else [own])]
    work_off(stage, tell, *gather, *(step for one in groupings for step in _steps(store, one)))


def _gathering(store: Writer, of: Mapping[str, Sequence[Grouping]], needs: Collection[str]) -> Step:
    return Step(
        f"gathering {', '.join(one.many for some in of.values() for one in some)}",
        lambda: store.ungathered({by: [one.kind for one in some] for by, some in of.items()}),
        lambda documents: store.gather(documents, of, needs),
        ARTICLES,
    )


def _steps(store: Writer, one: Grouping) -> Iterator[Step]:
    undecided, waiting = (partial(store.ungrouped, one.kind, anew=anew) for anew in (True, False))
    yield Step(f"comparing {one.many}", undecided, lambda documents: store.choose(documents, one), ARTICLES)
    yield Step(f"joining {one.many}", waiting, lambda documents: store.join(documents, one), ARTICLES)
    yield Step(f"summing up {one.many}", waiting, lambda documents: store.group(documents, one), ARTICLES)
