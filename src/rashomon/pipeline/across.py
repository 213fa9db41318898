"""A store, and the stages over the corpus -> what waits there for them is worked off.

Each article, block or story is a transaction: what a run leaves undone, the next one does. A bug in one costs the
others nothing, and is raised as PipelineError when they are done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rashomon.errors import PipelineError, StoreError
from rashomon.link import find_profiles, find_references, provenance_of, resolve_block
from rashomon.link.descent import direction_of, trace_family
from rashomon.link.reuse import CANDIDATE, SAMPLE, compare, find_stock, is_kin, prepare, spread_of, take_prints, weigh
from rashomon.link.story import LINKED, find_bag, group_stories, likeness_of, make_story
from rashomon.pipeline.faults import describe
from rashomon.pipeline.stage import Progress, Stage
from rashomon.profiles import Grouping, Reusing, Sorting

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import FindProfiles, FindReferences, ResolveBlock, Writer

# what is being done, what waits for it, and how to do it to one of them
Step = tuple[str, Callable[[], Sequence[str]], Callable[[str], None]]


def link_pile(
    store: Writer,
    stage: Stage,
    tell: Progress,
    find: FindProfiles = find_profiles,
    resolve: ResolveBlock = resolve_block,
) -> None:
    """Work out who is who in a store, where an article is not linked yet, or by another version of the stage.

    1. note what each article knows of its entities   2. resolve the blocks of names that this has touched

    Each article and each block is a transaction: what a run leaves undone, the next one does. A bug in one costs the
    others nothing; raises PipelineError when they are done.
    """
    _work_off(
        stage,
        tell,
        ("linking articles", lambda: store.unlinked(stage.by), lambda d: store.link(d, find, stage.needs, stage.by)),
        ("joining names", store.unsettled, lambda block: store.settle(block, resolve)),
    )


REUSING = Reusing(
    take_prints=take_prints,
    is_kin=is_kin,
    spread_of=spread_of,
    sample=SAMPLE,
    weigh=weigh,
    candidate=CANDIDATE,
    find_stock=find_stock,
    prepare=prepare,
    compare=compare,
    provenance_of=provenance_of,
    trace_family=trace_family,
    direction_of=direction_of,
)


def compare_pile(store: Writer, stage: Stage, tell: Progress, reusing: Reusing = REUSING) -> None:
    """Find the passages that articles of a store share, families of copies, and who has it from whom.

    1. put the text of each article into the index   2. see with whom those that this has touched share enough to be
    compared   3. compare them   4. trace whose text it is

    As in `link_pile`, each article is a transaction, and a bug in one costs the others nothing.
    """
    _work_off(
        stage,
        tell,
        ("indexing texts", lambda: store.unprinted(stage.by), lambda d: store.print(d, reusing, stage.by)),
        ("looking for copies", store.unvisited, lambda d: store.visit(d, reusing)),
        ("comparing texts", store.uncompared, lambda d: store.compare(d, reusing)),
        ("tracing copies", store.untraced, lambda d: store.trace(d, reusing, stage.by)),
    )


SORTING = Sorting(find=find_bag, liken=likeness_of, linked=LINKED, group=group_stories, make=make_story)


def sort_pile(store: Writer, stage: Stage, tell: Progress, sorting: Sorting = SORTING) -> None:
    """Sort the articles of a store into stories, where one came, went, or has changed.

    1. note what each article is about, and which others are alike   2. sort what hangs together with it

    As in `link_pile`, each article is a transaction, and a bug in one costs the others nothing.
    """
    _work_off(
        stage,
        tell,
        (
            "weighing words",
            lambda: store.unbagged(stage.by),
            lambda document: store.fill_bag(document, sorting, stage.needs, stage.by),
        ),
        ("telling stories apart", store.untold, lambda d: store.tell_stories(d, sorting)),
    )


def group_pile(store: Writer, stage: Stage, tell: Progress, groupings: Sequence[Grouping]) -> None:
    """Work out which items of a store are one, where an article came, went, or names somebody else than before.

    Of each kind: 1. note the items of each article   2. let each one that this has touched name the one before it that
    is the same, and make records of what hangs together so

    As in `link_pile`, each article is a transaction, and a bug in one costs the others nothing.
    """
    _work_off(stage, tell, *chain.from_iterable(_group(store, stage, one) for one in groupings))


def _group(store: Writer, stage: Stage, one: Grouping) -> tuple[Step, Step]:
    needs = stage.needs - {"identity"}  # the pile's entities are in the place of the article's already
    kind = one.kind
    return (
        (
            f"gathering {one.many}",
            lambda: store.ungathered(kind, stage.by),
            lambda document: store.gather(document, one, needs, stage.by),
        ),
        (f"joining {one.many}", lambda: store.ungrouped(kind), lambda document: store.group(document, one)),
    )


def resolve_references(store: Writer, stage: Stage, tell: Progress, find: FindReferences = find_references) -> None:
    """Find out whom the descriptions of each story mean, where its articles or who they name have changed.

    As in `link_pile`, each story is a transaction, and a bug in one costs the others nothing.
    """
    needs = stage.needs - {"identity", "story"}
    _work_off(
        stage,
        tell,
        ("reading descriptions", lambda: store.unresolved(stage.by), lambda s: store.resolve(s, find, needs, stage.by)),
    )


def _work_off(stage: Stage, tell: Progress, *steps: Step) -> None:
    """Take the steps of a stage over the corpus, each with all that waits for it; raise PipelineError for bugs."""
    faults: list[str] = []
    for doing, find_waiting, work in steps:
        waiting = find_waiting()
        for done, key in enumerate(waiting, 1):
            try:
                work(key)
            except StoreError:
                raise
            except Exception as error:  # as in _read_one: a pile must not die of one article
                faults.append(f"{key}: {describe(error)}")
            tell(doing, done, len(waiting), key)
    if faults:
        raise PipelineError(f"{stage.by}: {len(faults)} internal errors; the first, in {faults[0]}")
