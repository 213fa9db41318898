"""Stages small enough to be read at a glance, for tests of the runner: capitalised words become mentions.

They stand in a module of their own, since worker processes import them by name. A text that holds "REFUSE" is
unreadable, "CRASH" is a bug, "TWICE" gives two records of one id, "DIE" ends the process, "SLOW" takes its time.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon.errors import Unreadable
from rashomon.model import Document, Mention, RawDocument, Span, digest, finding_id
from rashomon.pipeline import Stage, read_pile
from rashomon.store import open_writer


def clean_tiny(raw: RawDocument) -> Mapping[str, Any]:
    text = raw.content.decode()
    if "REFUSE" in text:
        raise Unreadable("it holds REFUSE")
    if "CRASH" in text:
        raise ValueError("a bug")
    if "DIE" in text:
        os._exit(9)
    if "SLOW" in text:
        time.sleep(0.05)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return {
        "document": Document(
            id=digest(raw.ref, text), text=text, ref=raw.ref, text_sha256=sha256, raw_sha256=raw.sha256,
            media_type=raw.media_type,
        )
    }  # fmt: skip


def find_capitals(document: Document) -> Mapping[str, Any]:
    spans = [Span(*match.span()) for match in re.finditer(r"[A-Z]\w*", document.text)]
    found = [
        Mention(
            id=finding_id("mention", document.id, [span]), document=document.id, by="capital/1", span=span,
            kind="other", form="name",
        )
        for span in spans
    ]  # fmt: skip
    return {"mention": found * 2 if "TWICE" in document.text else found}


TINY: Sequence[Stage] = (
    Stage("tiny", 1, frozenset({"raw"}), frozenset({"document"}), clean_tiny),
    Stage("capital", 1, frozenset({"document"}), frozenset({"mention"}), find_capitals),
)

if __name__ == "__main__":  # python -m tests.tiny_stages FOLDER STORE JOBS, to be killed
    with open_writer(sys.argv[2]) as writer:
        read_pile([Path(sys.argv[1])], writer, stages=TINY, jobs=int(sys.argv[3]))
