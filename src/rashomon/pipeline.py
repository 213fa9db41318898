"""The list of stages and the runner: the only file that knows the order.

A stage is a plain function. Its parameters are named after what it needs, and it returns what it gives by name:
`find_attributions(document, parse, mention) -> {"attribution": [...]}`. Everything one article has gathered so far is
a `Layers`: the name of a layer, or of something in passing such as `raw` or `parse`, and what it holds.

A stage over the corpus comes after them: it is given the store that holds all articles, and works off what waits there.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, tee
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from rashomon.clean import clean_document
from rashomon.errors import PipelineError, StoreError, Unreadable
from rashomon.extract import (
    find_attributions,
    find_attributions_by_rules,
    find_clauses,
    find_events,
    find_mentions,
    find_nested_attributions,
    find_quantities,
    find_timexes,
)
from rashomon.link import CLAIMS, EVENTS, find_profiles, find_references, provenance_of, resolve_block
from rashomon.link.descent import direction_of, trace_family
from rashomon.link.reuse import CANDIDATE, SAMPLE, compare, find_stock, is_kin, prepare, spread_of, take_prints, weigh
from rashomon.link.story import LINKED, find_bag, group_stories, likeness_of, make_story
from rashomon.model import AnyRecord, RawDocument, Rejection
from rashomon.parse import parse_document, tag_document
from rashomon.profiles import Grouping, Reusing, Sorting
from rashomon.read import Inputs, count_inputs, read_inputs
from rashomon.workers import count_cores, map_in_order, use_one_thread

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import FindProfiles, FindReferences, ResolveBlock, Writer

__all__ = [
    "ATTRIBUTION",
    "STAGES",
    "STAGES_BY_RULES",
    "Layers",
    "Stage",
    "Summary",
    "check",
    "compare_pile",
    "group_pile",
    "link_pile",
    "read_article",
    "read_pile",
    "read_safely",
    "records_of",
    "relink",
    "resolve_references",
    "signature",
    "sort_pile",
]

Layers = dict[str, Any]
# what is being done, how many are done, of how many (0: not known), and the last one
Progress = Callable[[str, int, int, str], None]
# what is being done, what waits for it, and how to do it to one of them
Step = tuple[str, Callable[[], Sequence[str]], Callable[[str], None]]


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


def _stage(
    name: str,
    version: int,
    needs: str,
    gives: str,
    run: Callable[..., Any],
    per: Literal["document", "corpus"] = "document",
) -> Stage:
    return Stage(name, version, frozenset(needs.split()), frozenset(gives.split()), run, per)


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
                faults.append(f"{key}: {_describe(error)}")
            tell(doing, done, len(waiting), key)
    if faults:
        raise PipelineError(f"{stage.by}: {len(faults)} internal errors; the first, in {faults[0]}")


_FIRST = (
    _stage("clean", 3, "raw", "document article zone", clean_document),
    _stage("parse", 1, "document zone", "parse sentence", parse_document),
    _stage("timex", 1, "document parse article", "timex dating", find_timexes),
    _stage("mention", 2, "document parse zone article dating", "mention entity", find_mentions),
    _stage("quantity", 2, "document parse timex mention", "quantity", find_quantities),
)
_LAST = (
    _stage("nested", 1, "document parse mention attribution", "nested", find_nested_attributions),
    _stage("event", 1, "document parse mention timex attribution nested", "event", find_events),
    _stage("clause", 1, "document parse mention timex attribution nested", "clause", find_clauses),
    _stage("identity", 1, "document article dating mention entity", "identity", link_pile, per="corpus"),
    _stage("reuse", 1, "document article dating zone", "reuse family", compare_pile, per="corpus"),
    _stage("story", 1, "document article dating zone", "story", sort_pile, per="corpus"),
    _stage(
        "reference",
        1,
        "document sentence mention entity identity story",
        "reference",
        resolve_references,
        per="corpus",
    ),
    _stage(
        "cluster",
        2,
        "document article dating sentence mention timex quantity attribution nested event identity",
        "cluster",
        partial(group_pile, groupings=[EVENTS]),
        per="corpus",
    ),
    _stage(
        "claim",
        1,
        "document article dating sentence mention reference timex quantity attribution nested event clause identity",
        "claim account utterance",
        partial(group_pile, groupings=CLAIMS),
        per="corpus",
    ),
)
STAGES: tuple[Stage, ...] = (
    *_FIRST,
    _stage("tag", 1, "document zone parse", "tagging", tag_document),
    _stage("attribution", 1, "document parse tagging mention", "attribution", find_attributions),
    *_LAST,
)
# the same way without the trained tagger
STAGES_BY_RULES: tuple[Stage, ...] = (
    *_FIRST,
    _stage("attribution-rules", 1, "document parse mention", "attribution", find_attributions_by_rules),
    *_LAST,
)
# the two by the names that a reader chooses from
ATTRIBUTION = {"model": STAGES, "rules": STAGES_BY_RULES}

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
    for stage in _per(stages, "document"):
        try:
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        except Unreadable as reason:
            return Rejection(ref=raw.ref, reason=str(reason), stage=stage.by)
    return layers


def _per(stages: Sequence[Stage], what: Literal["document", "corpus"]) -> list[Stage]:
    return [stage for stage in stages if stage.per == what]


def records_of(layers: Layers) -> Iterable[AnyRecord]:
    """Yield the records of one article, layer by layer, without what was only handed from stage to stage."""
    for name, value in layers.items():
        if name not in PASSING:
            yield from value if isinstance(value, (list, tuple)) else (value,)


# ---- reading a pile: many inputs -> a store, by one process or several -------------------------------------------

# below this many articles one process is done before a second has loaded its models (about 3 s against 0.2 an article)
SMALL_PILE = 16


class Summary(NamedTuple):
    """What became of the inputs of one run: articles read, articles that stood in the store already, rejections."""

    read: int
    unchanged: int
    rejections: tuple[Rejection, ...]


def signature(stages: Sequence[Stage] = STAGES) -> str:
    """Return what names the stages that an article went through, such as "clean/1 parse/1"."""
    return " ".join(stage.by for stage in _per(stages, "document"))


def read_pile(
    paths: Sequence[str | Path] | Inputs,
    store: Writer,
    *,
    stages: Sequence[Stage] = STAGES,
    jobs: int | None = None,
    on_progress: Progress | None = None,
) -> Summary:
    """Read the articles of files and folders into an open store; what is in it already is left alone.

    The stages over the corpus follow, and do what an earlier run has left undone as well. `jobs` is the number of
    processes (None: as many as there are cores, if the pile is worth it); the store is the same whatever it is.
    `on_progress` is told what is being done, how many inputs are done, of how many, and the last one's ref.
    """
    check(stages)
    inputs = paths if isinstance(paths, Inputs) else Inputs(tuple(map(str, paths)))
    # standard input cannot be read twice
    total = count_inputs(inputs, store.is_kept_in) if on_progress and "-" not in inputs.paths else 0
    run = _Run(store, signature(stages), total, on_progress or _tell_nobody)
    for raw, encoded in _read_each(run.sift(_inputs(inputs, store)), stages, jobs):
        run.keep(raw, _decode(encoded) if encoded else [_rejection(raw, "the process that read it died")])
    relink(store, stages, run.tell)
    return Summary(run.read, run.unchanged, tuple(run.rejections))


def relink(store: Writer, stages: Sequence[Stage] = STAGES, on_progress: Progress | None = None) -> None:
    """Run the stages over the corpus: what waits in an open store, after reading or after a correction, is worked off.

    Raises PipelineError when all is done that could be, with what could not.
    """
    faults: list[str] = []
    for stage in _per(stages, "corpus"):
        try:
            stage.run(store, stage, on_progress or _tell_nobody)
        except PipelineError as error:  # of what one stage could not do, the next knows less
            faults.append(str(error))
    if faults:
        raise PipelineError("; ".join(faults))


def _inputs(inputs: Inputs, store: Writer) -> Iterator[RawDocument | Rejection]:
    """Yield what is to be read, and why something is not; files of the store itself are passed over."""
    for item in read_inputs(inputs):
        if not (isinstance(item, Rejection) and store.is_kept_in(item.ref)):
            yield item


def _tell_nobody(doing: str, done: int, total: int, last: str) -> None:
    pass


class _Run:
    """One run over a pile: what is still to do, and what is done."""

    def __init__(self, store: Writer, made_by: str, total: int, tell: Progress) -> None:
        self.store, self.made_by, self.total, self.tell = store, made_by, total, tell
        self.read = self.unchanged = 0
        self.rejections: list[Rejection] = []

    def sift(self, inputs: Iterable[RawDocument | Rejection]) -> Iterator[RawDocument]:
        """Yield the inputs that are to be read; settle the others at once."""
        for item in inputs:
            if isinstance(item, Rejection):
                self.reject(item)
            elif self.store.has(item.ref, item.sha256, self.made_by):
                self.unchanged += 1
                self._tell(item.ref)
            else:
                yield item

    def keep(self, raw: RawDocument, records: Sequence[AnyRecord]) -> None:
        """Write what the stages made of one input."""
        if isinstance(records[0], Rejection):
            self.reject(records[0])
            return
        try:
            self.store.add(records, self.made_by)
        except PipelineError as error:
            self.reject(_rejection(raw, str(error)))
            return
        self.read += 1
        self._tell(raw.ref)

    def reject(self, rejection: Rejection) -> None:
        """Note an input that is not in the store after this run, and why."""
        self.rejections.append(rejection)
        self.store.reject(rejection)
        self._tell(rejection.ref)

    def _tell(self, ref: str) -> None:
        done = self.read + self.unchanged + len(self.rejections)
        # a letter may bring more than was counted
        self.tell("reading articles", done, max(done, self.total) if self.total else 0, ref)


_decode = msgspec.msgpack.Decoder(list[AnyRecord]).decode


def _read_each(
    todo: Iterator[RawDocument], stages: Sequence[Stage], jobs: int | None
) -> Iterator[tuple[RawDocument, bytes | None]]:
    """Yield each input with its records, encoded; None where the process died of it."""
    use_one_thread()
    first = list(islice(todo, SMALL_PILE))
    if jobs is None:
        jobs = count_cores() if len(first) == SMALL_PILE else 1
    given, worked_on = tee(chain(first, todo))
    yield from zip(given, map_in_order(partial(_read_one, stages=stages), worked_on, jobs), strict=True)


def _read_one(raw: RawDocument, stages: Sequence[Stage]) -> bytes:
    """Return the records of one input, encoded; whatever goes wrong in a stage costs this input alone."""
    try:
        layers = read_article(raw, stages)
        return msgspec.msgpack.encode([layers] if isinstance(layers, Rejection) else list(records_of(layers)))
    except Exception as error:  # the one place where a bug becomes a record: a pile must not die of one article
        return msgspec.msgpack.encode([_rejection(raw, _describe(error))])


def _rejection(raw: RawDocument, what: str) -> Rejection:
    return Rejection(ref=raw.ref, reason=f"internal error: {what}", stage="pipeline")


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error} ({_place_of(error)})"


def _place_of(error: Exception) -> str:
    """Return file and line of our own code, or of a stage from elsewhere, that the error came through last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(Path(__file__).parent)]
    last = (ours if len(ours) > 2 else frames)[-1]  # the first two are the runner's
    return f"{Path(last.filename).name}:{last.lineno}"


def read_safely(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> list[AnyRecord]:
    """Return the records of one input, or a single Rejection if it cannot be read, were it by a bug."""
    return _decode(_read_one(raw, stages))
