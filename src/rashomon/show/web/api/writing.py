"""What programs may write, where the server was started with --write: corrections and articles."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import post
from litestar.exceptions import PermissionDeniedException
from litestar.params import JSONBody

from rashomon.model import Correction, Verdict
from rashomon.show import correcting
from rashomon.show.web.adding import DESK
from rashomon.show.web.desk import Bundle, Desk
from rashomon.show.web.room import Room
from rashomon.store import Ruling

__all__ = ["Given", "Reading", "Said", "add_article", "correct_finding"]

Filled = Annotated[str, msgspec.Meta(min_length=1)]


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to hold of a finding by the word of `who`; the other fields are those of `rashomon correct`."""

    finding: Filled
    verdict: Verdict
    who: Filled
    target: str | None = None
    why: str | None = None
    changes: dict[str, Any] = {}
    others: tuple[str, ...] = ()
    name: str | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article to be read: its text, and what is known of it. `id` is its ref; the same id takes its place."""

    id: Filled
    text: Filled
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None


class Reading(msgspec.Struct, frozen=True):
    """An article waits to be read: `progress` tells how far that is."""

    job: str
    progress: str


@post("/corrections", sync_to_thread=True, operation_id="correctFinding")
def correct_finding(room: Room, data: JSONBody[Said]) -> Correction:
    """Write what a person says of a finding, which no later reading overwrites, and what follows from it."""
    _refuse_unless_written(room)
    ruling = Ruling(at=correcting.now(), **msgspec.structs.asdict(data))
    return correcting.correct(room.settings.store, ruling)


@post(
    "/articles", sync_to_thread=True, status_code=202, operation_id="addArticle", dependencies=DESK,
    request_max_body_size=10_000_000,
)  # fmt: skip
def add_article(room: Room, desk: Desk, data: JSONBody[Given]) -> Reading:
    """Have an article read into the store."""
    _refuse_unless_written(room)
    bundle = Bundle()
    line = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not None}
    (bundle.folder / "article.jsonl").write_bytes(msgspec.json.encode(line))
    bundle.names.append(data.title or data.id)
    job = desk.take(bundle)
    return Reading(job.id, f"/add/{job.id}/progress")


def _refuse_unless_written(room: Room) -> None:
    if not room.settings.write:
        raise PermissionDeniedException("this server takes nothing by its API: it was started without --write")
