"""A store, and the stages over the corpus -> what waits there for them is worked off.

Each article, block or story is a transaction: what a run leaves undone, the next one does. A bug in one costs the
others nothing, and is raised as PipelineError when they are done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.link import find_profiles, provenance_of, resolve_block
from rashomon.link.descent import direction_of, trace_family
from rashomon.link.reuse import CANDIDATE, SAMPLE, compare, find_stock, is_kin, prepare, spread_of, take_prints, weigh
from rashomon.link.story import LINKED, find_bag, group_stories, likeness_of, make_story
from rashomon.pipeline.stage import Progress, Stage
from rashomon.pipeline.working import Step, one_by_one, work_off
from rashomon.profiles import Reusing, Sorting

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import FindProfiles, ResolveBlock, Writer


# a transaction; more are hardly faster, and a bug lets all of them be done again one by one
ARTICLES = 50
BLOCKS = 200


def link_pile(
    store: Writer,
    stage: Stage,
    tell: Progress,
    find: FindProfiles = find_profiles,
    resolve: ResolveBlock = resolve_block,
) -> None:
    """Work out who is who in a store, where an article is not linked yet, or by another version of the stage.

    1. note what each article knows of its entities   2. resolve the blocks of names that this has touched

    What a run leaves undone, the next one does. A bug in one article or block costs the others nothing; raises
    PipelineError when they are done.
    """
    work_off(
        stage,
        tell,
        Step(
            "linking articles",
            lambda: store.unlinked(stage.by),
            lambda some: store.link(some, find, stage.needs, stage.by),
            ARTICLES,
        ),
        Step("joining names", store.unsettled, lambda blocks: store.settle(blocks, resolve), BLOCKS),
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
    work_off(
        stage,
        tell,
        Step(
            "indexing texts",
            lambda: store.unprinted(stage.by),
            one_by_one(lambda document: store.print(document, reusing, stage.by)),
        ),
        Step("looking for copies", store.unvisited, one_by_one(lambda document: store.visit(document, reusing))),
        Step("comparing texts", store.uncompared, one_by_one(lambda document: store.compare(document, reusing))),
        Step(
            "tracing copies",
            store.untraced,
            one_by_one(lambda document: store.trace(document, reusing, stage.by)),
        ),
    )


SORTING = Sorting(find=find_bag, liken=likeness_of, linked=LINKED, group=group_stories, make=make_story)


def sort_pile(store: Writer, stage: Stage, tell: Progress, sorting: Sorting = SORTING) -> None:
    """Sort the articles of a store into stories, where one came, went, or has changed.

    1. note what each article is about, and which others are alike   2. sort what hangs together with it

    As in `link_pile`, each article is a transaction, and a bug in one costs the others nothing.
    """
    work_off(
        stage,
        tell,
        Step(
            "weighing words",
            lambda: store.unbagged(stage.by),
            one_by_one(lambda document: store.fill_bag(document, sorting, stage.needs, stage.by)),
        ),
        Step("telling stories apart", store.untold, one_by_one(lambda document: store.tell_stories(document, sorting))),
    )
