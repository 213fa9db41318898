"""What `rashomon export` can write: the name of a format -> its media type, its suffix, and the layers it can hold.

Light, since the command line needs it to print its help; who writes them stands in `show/exports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rashomon.errors import RashomonError
from rashomon.model import LAYERS

__all__ = ["FORMATS", "Format", "layer_for"]

# the layers whose records stand in one text, and those that stand in several too
IN_ONE = (
    "attribution", "nested", "event", "clause", "mention", "reference", "timex", "quantity", "account", "sentence",
    "zone",
)  # fmt: skip
IN_TEXT = (*IN_ONE, "claim", "reuse", "utterance")


class Format(NamedTuple):
    """A format; `layers` are those that it can hold, the one first that is meant where none is named; () is all."""

    name: str
    media_type: str
    suffix: str
    layers: tuple[str, ...]
    about: str

    @property
    def default(self) -> str | None:
        """Return the layer that is meant where none is named, None where it must be."""
        return self.layers[0] if self.layers else None


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINES, _TABS = "application/x-ndjson", "text/tab-separated-values; charset=utf-8"
_SAID, _EVENT = ("attribution", "nested"), ("event",)
FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("jsonl", _LINES, ".jsonl", (), "the records as they are, one JSON object a line"),
        Format("json", "application/json", ".json", (), "the same as one list"),
        Format("csv", "text/csv; charset=utf-8", ".csv", (), "a row a record, a column a field, no formula"),
        Format("xlsx", _XLSX, ".xlsx", (), "the same for Excel and LibreOffice"),
        Format("parquet", "application/vnd.apache.parquet", ".parquet", (), "the same for pandas, DuckDB and Spark"),
        Format("web-annotation", "application/ld+json", ".jsonld", IN_TEXT, "W3C Web Annotations"),
        Format("jsonld", "application/ld+json", ".jsonld", (*_SAID, "article", "claim", "event"), "schema.org"),
        Format("ninjs", _LINES, ".jsonl", ("article",), "news items as IPTC has them"),
        Format("ftm", _LINES, ".ftm.json", ("entity", "mention", *_SAID, "event", "article"), "FollowTheMoney"),
        Format("gexf", "application/gexf+xml", ".gexf", (*_SAID, "event", "reuse", "family"), "a graph, for Gephi"),
        Format("timelinejs", "application/json", ".json", ("event", "cluster"), "slides of TimelineJS 3"),
        Format("docbin", "application/octet-stream", ".spacy", (*IN_ONE, "document"), "spaCy"),
        Format("plover", _LINES, ".jsonl", _EVENT, "PLOVER JSON, one event a line"),
        Format("gdelt", _TABS, ".tsv", _EVENT, "the columns of GDELT 2.0"),
        Format("icews", _TABS, ".tsv", _EVENT, "the columns of ICEWS"),
        Format("polecat", _TABS, ".tsv", _EVENT, "the columns of POLECAT"),
    )
}


def layer_for(form: str, layer: str | None) -> str:
    """Return the layer to export in a format, the format's own where none is named; raises RashomonError."""
    if form not in FORMATS:
        raise RashomonError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    held = FORMATS[form]
    if layer is None and held.default is None:
        raise RashomonError(f"the format {form} is for any layer: name one of {', '.join(LAYERS)}")
    wanted = layer or held.default or ""
    if wanted not in (held.layers or LAYERS):
        raise RashomonError(f"the format {form} is for {' or '.join(held.layers or LAYERS)}, not for {wanted}")
    return wanted
