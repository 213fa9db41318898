"""A store, and the stages over the corpus -> what waits there for them is worked off.

Articles, blocks and stories are worked on many at a time, each batch a transaction: what a run leaves undone, the next
one does. A bug in one costs the others nothing, and is raised as PipelineError when they are done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.link import find_profiles, provenance_of, resolve_block
from rashomon.link.descent import direction_of, trace_family
from rashomon.link.reuse import CANDIDATE, SAMPLE, compare, find_stock, is_kin, prepare, spread_of, take_prints, weigh
from rashomon.link.story import LINKED, fade_between, find_bag, find_groups, liken, make_story
from rashomon.pipeline.stage import Progress, Stage
from rashomon.pipeline.working import Step, work_off
from rashomon.profiles import Reusing, Sorting

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import FindProfiles, ResolveBlock, Writer


# a transaction; more are hardly faster
ARTICLES = 50
# of those that are put into an index that they share: the more at once, the fewer times a row of it is written
INDEXED = 500
BLOCKS = 1000
# what a story borders on is looked at for all that are told together
TOLD = 1000


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
            INDEXED,
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

    As in `link_pile`, a bug in one article costs the others nothing.
    """
    work_off(
        stage,
        tell,
        Step(
            "indexing texts",
            lambda: store.unprinted(stage.by),
            lambda some: store.print(some, reusing, stage.by),
            INDEXED,
        ),
        Step("looking for copies", store.unvisited, lambda some: store.visit(some, reusing), INDEXED),
        Step("comparing texts", store.uncompared, lambda some: store.compare(some, reusing), ARTICLES),
        Step("tracing copies", store.untraced, lambda some: store.trace(some, reusing, stage.by), ARTICLES),
    )


SORTING = Sorting(find=find_bag, fade=fade_between, liken=liken, linked=LINKED, group=find_groups, make=make_story)


def sort_pile(store: Writer, stage: Stage, tell: Progress, sorting: Sorting = SORTING) -> None:
    """Sort the articles of a store into stories, where one came, went, or has changed.

    1. note what each article is about, and which others are alike   2. tell the stories that this can change

    As in `link_pile`, a bug in one article costs the others nothing.
    """
    work_off(
        stage,
        tell,
        Step(
            "weighing words",
            lambda: store.unbagged(stage.by),
            lambda some: store.fill_bags(some, sorting, stage.needs, stage.by),
            INDEXED,
        ),
        Step("telling stories apart", store.untold, lambda some: store.tell_stories(some, sorting), TOLD),
    )
