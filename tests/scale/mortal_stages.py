"""The stages by rules, of which the first has bugs and ends processes when a text says so: CRASH, DIE, or see below."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rashomon.clean import clean_document
from rashomon.model import RawDocument
from rashomon.pipeline import STAGES_BY_RULES


def executor_dies_of(mark: Path) -> str:
    """Return words of which the executor dies that reads them, unless the file `mark` is there: it makes it."""
    return f"KILL:{mark}:"


def clean_mortal(raw: RawDocument) -> Mapping[str, Any]:
    """Do as `clean_document`, but for the words that the text may hold."""
    if b"CRASH" in raw.content:
        raise ValueError("a bug")
    if b"DIE" in raw.content:
        os._exit(9)
    if found := re.search(rb"KILL:(.+?):", raw.content):
        mark, executor = Path(found[1].decode()), _find_executor()
        if executor and not mark.exists():
            mark.touch()
            os.kill(executor, signal.SIGKILL)
    return clean_document(raw)


def _find_executor() -> int | None:
    """Return the process of the executor that we work for, None if we work for none."""
    process = os.getpid()
    while process > 1:
        if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{process}/cmdline").read_bytes():
            return process
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return None


MORTAL = (STAGES_BY_RULES[0]._replace(run=clean_mortal), *STAGES_BY_RULES[1:])
