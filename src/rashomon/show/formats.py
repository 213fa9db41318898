"""What `rashomon export` can write: the name of a format -> its media type, its suffix, and the layers it can hold.

Light, since the command line needs it to print its help; who writes them stands in `show/exports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rashomon.errors import RashomonError
from rashomon.model import LAYERS

__all__ = ["FORMATS", "Format", "layer_for"]

# the layers whose records stand at places in texts
IN_TEXT = (
    "attribution", "nested", "event", "clause", "mention", "reference", "timex", "quantity", "account", "claim",
    "reuse", "utterance", "sentence", "zone",
)  # fmt: skip


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
_EVENT = ("event",)
FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("jsonl", "application/x-ndjson", ".jsonl", (), "the records as they are, one JSON object a line"),
        Format("json", "application/json", ".json", (), "the same as one list"),
        Format("csv", "text/csv; charset=utf-8", ".csv", (), "one row a record, one column a field"),
        Format("plover", "application/x-ndjson", ".jsonl", _EVENT, "PLOVER JSON, one event a line"),
        Format("gdelt", "text/tab-separated-values; charset=utf-8", ".tsv", _EVENT, "the columns of GDELT 2.0"),
        Format("icews", "text/tab-separated-values; charset=utf-8", ".tsv", _EVENT, "the columns of ICEWS"),
        Format("polecat", "text/tab-separated-values; charset=utf-8", ".tsv", _EVENT, "the columns of POLECAT"),
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
