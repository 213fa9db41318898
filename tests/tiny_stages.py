"""Stages small enough to be read at a glance, for tests of the runner: capitalised words become mentions and entities.

Words that begin with the same letter are of one block, and a word is the shortest one there that it begins with:
"Audhild" is "Aud" where "Aud" is in the pile, so what an article adds can change who is who in all the others.

They stand in a module of their own, since worker processes import them by name. A text that holds "REFUSE" is
unreadable, "CRASH" is a bug, "TWICE" gives two records of one id, "DIE" ends the process, "SLOW" takes its time,
"STUCK" never ends, "LARGE" wants more memory than there is.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rashomon.errors import Unreadable
from rashomon.link import EVENTS
from rashomon.model import Document, Entity, Mention, RawDocument, Span, digest, finding_id
from rashomon.pipeline import Stage, compare_pile, group_pile, link_pile, read_pile
from rashomon.profiles import Placed, Profile, Resolved
from rashomon.store import open_writer
from rashomon.store.grouping import KINDS


def clean_tiny(raw: RawDocument) -> Mapping[str, Any]:
    text = raw.content.decode()
    if "REFUSE" in text:
        raise Unreadable("it holds REFUSE")
    if "CRASH" in text:
        raise ValueError("a bug")
    if "DIE" in text:
        os._exit(9)
    if "STUCK" in text:
        re.match(r"(a|a)*$", "a" * 60 + "b")
    if "LARGE" in text:
        bytearray(2**45)
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
    words = {span.of(document.text) for span in spans}
    entities = {
        word: Entity(
            id=finding_id("entity", document.id, [], word),
            document=document.id,
            by="capital/1",
            name=word,
            kind="other",
        )
        for word in sorted(words)
    }
    found = [
        Mention(
            id=finding_id("mention", document.id, [span]), document=document.id, by="capital/1", span=span,
            kind="other", form="name", entity=entities[span.of(document.text)].id,
        )
        for span in spans
    ]  # fmt: skip
    return {"mention": found * 2 if "TWICE" in document.text else found, "entity": list(entities.values())}


def find_tiny_profiles(entity: Sequence[Entity]) -> list[tuple[str, Profile]]:
    """Say what an article knows of its entities: nothing of words in capitals, which stay its own."""
    return [(e.id, Profile(block=e.name[0], kind="other", name=e.name)) for e in entity if not e.name.isupper()]


def resolve_tiny_block(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
    names = sorted(p.name for p, _ in profiles)
    articles = {p.name: n for p, n in profiles}
    resolved = []
    for one, _ in profiles:
        if "Bug" in one.name:
            raise ValueError("a bug")
        whole = min(name for name in names if one.name.startswith(name))
        count = sum(articles[name] for name in names if name.startswith(whole))
        entity = Entity(
            id=digest("tiny", whole), by="identity/1", name=whole, kind="other", reason=f"in {count} articles"
        )
        reason = None if one.name == whole else f"{one.name} begins with {whole}"
        resolved.append(Resolved(profile=one, entity=entity, score=1.0 if reason is None else 0.5, reason=reason))
    return resolved


link_tiny_pile = partial(link_pile, find=find_tiny_profiles, resolve=resolve_tiny_block)


def find_nothing(blocks: Mapping[str, str], **layers: Any) -> list[Placed]:
    """Say that an article tells of no event: see tiny_events for those that do."""
    return []


def stand_alone(*_: Any) -> dict[str, str]:
    """Say that each document stands on itself."""
    return {}


NOTHING = EVENTS._replace(find=find_nothing, newsrooms=stand_alone)
OTHERS = [NOTHING._replace(kind=kind, whole="claim") for kind in KINDS if kind != "event"]

TINY: Sequence[Stage] = (
    Stage("tiny", 1, frozenset({"raw"}), frozenset({"document"}), clean_tiny),
    Stage("capital", 1, frozenset({"document"}), frozenset({"mention", "entity"}), find_capitals),
    Stage("identity", 1, frozenset({"entity"}), frozenset({"identity"}), link_tiny_pile, per="corpus"),
    Stage("reuse", 1, frozenset({"document"}), frozenset({"reuse", "family"}), compare_pile, per="corpus"),
    Stage(
        "cluster",
        1,
        frozenset({"identity"}),
        frozenset({"cluster"}),
        partial(group_pile, groupings=[NOTHING]),
        per="corpus",
    ),
    Stage(
        "claim", 1, frozenset({"identity"}), frozenset({"claim"}), partial(group_pile, groupings=OTHERS), per="corpus"
    ),
)

if __name__ == "__main__":  # python -m tests.tiny_stages FOLDER STORE JOBS, to be killed
    with open_writer(sys.argv[2]) as writer:
        read_pile([Path(sys.argv[1])], writer, stages=TINY, jobs=int(sys.argv[3]))
