"""Rashomon from Python: a folder or a store -> a pile of articles whose layers are lists of records."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rashomon.errors import NotFound, RashomonError
from rashomon.model import (
    Account,
    Article,
    Attribution,
    Claim,
    Clause,
    Cluster,
    Contrast,
    Correction,
    Dating,
    Document,
    Entity,
    Event,
    Family,
    Identity,
    Label,
    Mention,
    Quantity,
    Reference,
    Rejection,
    Reuse,
    Sentence,
    Story,
    Timex,
    Utterance,
    Voice,
    Zone,
)
from rashomon.store import Hit, Ruling, Selection, View, open_view, open_writer
from rashomon.store.places import layer_named

if TYPE_CHECKING:
    import pandas

    from rashomon.show.compare import Comparison
    from rashomon.show.exports import Written
    from rashomon.show.series import By, Series

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


def read_into_pile(
    paths: Paths, store: str | os.PathLike[str] | None = None, jobs: int | None = 1, attribution: str = "model"
) -> Pile:
    """Read files and folders; see `rashomon.read`."""
    from rashomon.pipeline import ATTRIBUTION, read_pile

    if attribution not in ATTRIBUTION:
        raise NotFound(f"no attribution by {attribution!r}; there are: {', '.join(ATTRIBUTION)}")
    several = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    folder = None if store is not None else tempfile.TemporaryDirectory(prefix="rashomon-")
    place = Path(folder.name, "story.db") if folder else Path(store or "")
    with open_writer(place) as writer:
        read_pile([os.fspath(path) for path in several], writer, stages=ATTRIBUTION[attribution], jobs=jobs)
    return Pile(open_view(place), folder)


class Pile:
    """The articles of a store and what was found in them; every list is in canonical order, read when asked for.

    It lasts as long as the object if it was read without a store, so keep hold of it; `close` it, or use `with`.
    """

    def __init__(self, view: View, folder: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.view = view
        self._folder = folder  # the temporary store goes when this does

    def __enter__(self) -> Pile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{layer}: {count}" for layer, count in self.view.counts().items())
        return f"<rashomon.Pile {counts or 'empty'}>"

    def close(self) -> None:
        """Let go of the store, and delete it if it was a temporary one."""
        self.view.close()
        if self._folder:
            self._folder.cleanup()

    def records(self, layer: str) -> Iterator[Any]:
        """Yield the records of a layer such as "event"; raises NotFound with the layers that there are."""
        from rashomon.show.wording import records_of

        yield from records_of(self.view, layer)

    @cached_property
    def documents(self) -> list[Document]:
        """Return the current documents."""
        return list(self.view.records("document"))

    @cached_property
    def articles(self) -> list[Article]:
        """Return what each article is: outlet, title, date, what it republishes."""
        return list(self.view.articles())

    @cached_property
    def zones(self) -> list[Zone]:
        """Return the parts of every text."""
        return list(self.view.records("zone"))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Return the sentences of every article."""
        return list(self.view.records("sentence"))

    @cached_property
    def mentions(self) -> list[Mention]:
        """Return the words that name somebody or something."""
        return list(self.view.records("mention"))

    @cached_property
    def entities(self) -> list[Entity]:
        """Return who and what is named: in the pile, and then those who are known from one article alone."""
        return list(self.view.records("entity"))

    @cached_property
    def identities(self) -> list[Identity]:
        """Return who the entities of each article are in the pile."""
        return list(self.view.records("identity"))

    @cached_property
    def attributions(self) -> list[Attribution]:
        """Return who says what."""
        return list(self.view.records("attribution"))

    @cached_property
    def timexes(self) -> list[Timex]:
        """Return the time expressions, with the dates that they can stand for."""
        return list(self.view.records("timex"))

    @cached_property
    def datings(self) -> list[Dating]:
        """Return when articles that give no date must have been published."""
        return list(self.view.records("dating"))

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Return the amounts, and what they are amounts of."""
        return list(self.view.records("quantity"))

    @cached_property
    def events(self) -> list[Event]:
        """Return what is said to happen, with who takes part and by whose account (`view.chain_of`)."""
        return list(self.view.records("event"))

    @cached_property
    def clauses(self) -> list[Clause]:
        """Return what each verb says of whom, by grammar."""
        return list(self.view.records("clause"))

    @cached_property
    def clusters(self) -> list[Cluster]:
        """Return the events of the pile, each with all that is told of it (`view.clusters_of`)."""
        return list(self.view.records("cluster"))

    @cached_property
    def reuses(self) -> list[Reuse]:
        """Return the passages that two articles share, and who has them from whom."""
        return list(self.view.records("reuse"))

    @cached_property
    def families(self) -> list[Family]:
        """Return the texts that are one text, with whose it is."""
        return list(self.view.records("family"))

    @cached_property
    def stories(self) -> list[Story]:
        """Return which articles tell of one thing."""
        return list(self.view.records("story"))

    @cached_property
    def references(self) -> list[Reference]:
        """Return whom descriptions mean that only their story makes plain."""
        return list(self.view.records("reference"))

    @cached_property
    def claims(self) -> list[Claim]:
        """Return what several articles tell alike or not, and what one alone tells; those with most origins first."""
        return list(self.view.select("claim", Selection()))

    @cached_property
    def accounts(self) -> list[Account]:
        """Return how each article tells a claim (`view.accounts_of` gives those of one)."""
        return list(self.view.records("account"))

    @cached_property
    def utterances(self) -> list[Utterance]:
        """Return the same words of somebody in several articles, and what each made of them."""
        return list(self.view.records("utterance"))

    @cached_property
    def voices(self) -> list[Voice]:
        """Return how much of what each outlet lets others say is said by whom."""
        return list(self.records("voice"))

    @cached_property
    def labels(self) -> list[Label]:
        """Return what each outlet calls whom, in whose words."""
        return list(self.records("label"))

    @cached_property
    def contrasts(self) -> list[Contrast]:
        """Return what outlets word differently: flat or hedged, with who did it or without."""
        return list(self.records("contrast"))

    @cached_property
    def corrections(self) -> list[Correction]:
        """Return what persons said of findings, in order of time, with whether each stands."""
        return list(self.view.records("correction"))

    def correct(self, ruling: Ruling) -> Correction:
        """Write what a person says of a finding, such as `Ruling(verdict="reject", finding=id, who=name, at=time)`.

        The lists of this pile are as they are after that. Raises NotFound where there is no such finding, NotPossible
        where it cannot be so.
        """
        from rashomon.show import correcting

        made = correcting.correct(self.view.store, ruling)
        self._look_again()
        return made

    def undo(self, correction: str, who: str, at: str) -> Correction:
        """Take a correction back, as `who` at a time in ISO 8601 UTC; raises what `correct` does."""
        from rashomon.show import correcting

        undone = correcting.undo(self.view.store, correction, who, at)
        self._look_again()
        return undone

    def _look_again(self) -> None:
        store = self.view.store
        self.view.close()
        # the lists that were read belong to the old view
        self.__dict__ = {"view": open_view(store), "_folder": self._folder}

    @cached_property
    def rejections(self) -> list[Rejection]:
        """Return the inputs that were not read, and why."""
        return list(self.view.rejections())

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {document.id: document.text for document in self.documents}

    def words(self, record: Any, field: str = "span") -> str:
        """Return the characters that a field of a record points at, such as `words(attribution, "content")`."""
        held = getattr(record, field)
        several: tuple[Any, ...] = held if isinstance(held, tuple) else () if held is None else (held,)
        # a span stands in the record's own document, a passage or use in the one that it names
        places = [(getattr(one, "document", None) or record.document, getattr(one, "span", one)) for one in several]
        return " … ".join(span.of(self._texts[document]) for document, span in places)

    def compare(self, *articles: str) -> Comparison:
        """Return two to five articles side by side; each is named by its id, how that begins, its ref, or the end."""
        from rashomon.show.compare import compare_articles

        return compare_articles(self.view, articles)

    def search(self, query: str, limit: int | None = None) -> list[Hit]:
        """Return the articles that hold every word or "phrase" of the query, and where."""
        return self.view.search(query, limit)

    def export(self, form: str, path: str | os.PathLike[str], layer: str | None = None, **wanted: Any) -> Written:
        """Write a file in a format of docs/exports.md, of all records of a layer or of those that are wanted.

        `wanted` are fields of a `Selection`, such as `speaker="Kelviste"`. Returns how many records were taken, and
        what the format could not hold; raises RashomonError where it cannot hold the layer, or a package is missing.
        """
        from rashomon.show.exports import atomic_file, export_selection
        from rashomon.show.formats import layer_for

        with atomic_file(path) as out:
            return export_selection(self.view, form, layer_for(form, layer), Selection(**wanted), out)

    def series(
        self,
        actor: str | None = None,
        recipient: str | None = None,
        *,
        both: bool = False,
        by: By = "month",
        realis: Collection[str] = ("asserted",),
        account: str | None = None,
    ) -> Series:
        """Count what passed between two actors, or all who are known: `series(...).points`, one a period and kind.

        `actor` and `recipient` are sought in names, or are a country's code; `both` counts both directions as one.
        `account` is "narrator" or a name, None for everybody's.
        """
        from rashomon.show.series import Asked, series_of

        return series_of(self.view, Asked(actor, recipient, both), by=by, realis=realis, account=account)

    def to_pandas(self, layer: str) -> pandas.DataFrame:
        """Return a layer as a table: its fields, and the words and names that offsets and ids stand for."""
        kind = layer_named(layer)
        try:
            import pandas
        except ImportError as error:
            raise RashomonError("to_pandas needs pandas: pip install 'rashomon[pandas]'") from error
        from rashomon.show.rows import Reader, columns_of, full_row

        reader = Reader(self.view)
        rows = [full_row(record, reader) for record in self.records(layer)]
        return pandas.DataFrame(rows, columns=columns_of(kind))
