"""A bug -> the words in which a pile goes on without the article that it struck."""

from __future__ import annotations

import traceback
from pathlib import Path

from rashomon.model import RawDocument, Rejection
from rashomon.workers import Ended, Limits

_PACKAGE = Path(__file__).parents[1]


def rejection_of_ended(raw: RawDocument, ended: Ended, limits: Limits) -> Rejection:
    """Return the rejection of an input whose process was ended, or ended by itself."""
    if ended.late:
        what = f"it took longer than {limits.seconds:g} seconds: cut it into articles, or give it more time"
        return Rejection(ref=raw.ref, reason=what, stage="pipeline")
    what = f"the process that read it died ({ended.how})"
    if limits.megabytes is not None:
        what += f", perhaps of its limit of {limits.megabytes:,} MB of memory"
    return rejection(raw, what)


def rejection_of_size(raw: RawDocument) -> Rejection:
    """Return the rejection of an input for which memory did not suffice."""
    what = "there was not enough memory for it: cut it into articles, or give it more memory"
    return Rejection(ref=raw.ref, reason=what, stage="pipeline")


def rejection(raw: RawDocument, what: str) -> Rejection:
    """Return the rejection of an input that met a bug."""
    return Rejection(ref=raw.ref, reason=f"internal error: {what}", stage="pipeline")


def describe(error: Exception) -> str:
    """Return the kind of the error, what it says, and where it struck."""
    return f"{type(error).__name__}: {error} ({_place_of(error)})"


def _place_of(error: Exception) -> str:
    """Return file and line of our own code, or of a stage from elsewhere, that the error came through last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(_PACKAGE)]
    last = (ours if len(ours) > 2 else frames)[-1]  # the first two are the runner's
    return f"{Path(last.filename).name}:{last.lineno}"
