"""Files, pasted text and addresses from the browser -> jobs at the desk, and pages that show how far they have come."""

from __future__ import annotations

import hashlib
import json
import shutil
from asyncio import to_thread
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import Provide
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.response import Redirect

from rashomon.errors import NotFound, RashomonError
from rashomon.model import Article
from rashomon.read import KINDS
from rashomon.show.web.desk import Bundle, Desk, Job
from rashomon.show.web.room import Page, Room

__all__ = ["PAGES"]

# of all files of one form together
MAX_BYTES = 100 * 2**20
MAX_ADDRESSES = 20
MAX_NAME_CHARACTERS = 120
MAX_LISTED = 200
FIELDS = ("title", "outlet", "date", "text", "addresses")


class Told(msgspec.Struct):
    """How far a job has come, for the script of its page."""

    state: str
    doing: str
    done: int
    total: int
    last: str


async def _open_desk(request: Request[Any, Any, Any]) -> Desk:
    """Return the desk, set up for the first visitor; raises PermissionDeniedException where nothing is taken."""
    state = request.app.state
    if state.settings.read_only:
        raise PermissionDeniedException("this reading room takes no articles: it is served with --read-only")
    if "desk" not in state:
        state.desk = Desk(state.settings.store, state.settings.fetch)
    desk: Desk = state.desk
    return desk


DESK = {"desk": Provide(_open_desk)}


# Litestar 2.25 wraps a handler in a thread once for each method of its path, and then cannot call it: so by hand
@get("/add", dependencies=DESK)
async def ask_for_articles(room: Room, desk: Desk) -> Page:
    """Return the form."""
    return await to_thread(_show_form, room, desk)


@post("/add", dependencies=DESK, request_max_body_size=MAX_BYTES)
async def take_articles(request: Request[Any, Any, Any], room: Room, desk: Desk) -> Page | Redirect:
    """Take what the form brings, and lead to the page of its job; or say what is wrong with it."""
    form = await request.form()
    given = {name: str(form.get(name) or "") for name in FIELDS}
    bundle = Bundle()
    try:
        await to_thread(_pack, bundle, given, _files(form), room.settings.fetch)
    except RashomonError as error:
        bundle.close()
        return await to_thread(_show_form, room, desk, given, str(error), 400)
    except BaseException:
        bundle.close()
        raise
    return Redirect(f"/add/{desk.take(bundle).id}", status_code=303)


@get("/add/{job:str}", sync_to_thread=True, dependencies=DESK)
def show_job(room: Room, desk: Desk, job: str) -> Page:
    """Return how far a job has come, and what has become of it."""
    found = _find(desk, job)
    articles = _articles(room, found) if found.is_over else []
    return room.page("job.html", job=found, articles=articles, most=MAX_LISTED)


@get("/add/{job:str}/progress", dependencies=DESK)
async def tell_progress(desk: Desk, job: str) -> Told:
    """Return how far a job has come, as JSON."""
    found = _find(desk, job)
    return Told(found.state, found.doing, found.done, found.total, found.last)


def _find(desk: Desk, key: str) -> Job:
    if (found := desk.job(key)) is None:
        raise NotFoundException("there is no such job; what was read by earlier ones is in the store")
    return found


def _show_form(room: Room, desk: Desk, given: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Page:
    empty = dict.fromkeys(FIELDS, "")
    return room.page(
        "add.html",
        status,
        given=given or empty,
        fault=fault,
        jobs=desk.jobs(),
        accept=",".join([*KINDS, ".gz"]),
        megabytes=MAX_BYTES // 2**20,
    )


def _files(form: FormMultiDict) -> list[UploadFile]:
    # a file field that was left empty comes as one without a name
    return [file for file in form.getall("files", []) if isinstance(file, UploadFile) and file.filename]


def _pack(bundle: Bundle, given: dict[str, str], files: Sequence[UploadFile], fetch: bool) -> None:
    """Put all that a form brought into the bundle; raise RashomonError if that is nothing, or no address."""
    for file in files:
        name = _free_name(bundle.folder, file.filename)
        with (bundle.folder / name).open("wb") as out:
            shutil.copyfileobj(file.file, out)
        bundle.names.append(name)
    if given["text"].strip():
        bundle.names.append(_pack_text(bundle.folder, given))
    if fetch:
        bundle.addresses += dict.fromkeys(given["addresses"].split())
    if wrong := [one for one in bundle.addresses if not one.lower().startswith(("http://", "https://"))]:
        raise RashomonError(f"an address has to start with https:// or http://, unlike {wrong[0][:100]!r}")
    if len(bundle.addresses) > MAX_ADDRESSES:
        raise RashomonError(f"{len(bundle.addresses)} addresses, more than {MAX_ADDRESSES} at a time")
    if not bundle.names and not bundle.addresses:
        raise RashomonError("nothing to read: choose files, or paste a text")


def _free_name(folder: Path, given: str) -> str:
    """Return a name for a file in a folder, as near as can be to the one that a browser gave: it may say anything."""
    last = given.replace("\\", "/").rpartition("/")[2]
    plain = "".join(char if char.isprintable() else "_" for char in last).strip(" .") or "file"
    # bytes, not characters, are what file systems count; the suffixes say the kind
    suffixes = "".join(PurePosixPath(plain).suffixes[-2:])[-20:]
    stem = plain.removesuffix(suffixes)[:MAX_NAME_CHARACTERS].encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
    number, name = 1, stem + suffixes
    while (folder / name).exists():
        number += 1
        name = f"{stem} ({number}){suffixes}"
    return name


def _pack_text(folder: Path, given: dict[str, str]) -> str:
    """Write a pasted text as a JSON line with what is said of it; it is known by its words, so twice is once."""
    text = given["text"].replace("\r\n", "\n")
    key = f"pasted-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    declared = {name: given[name].strip() for name in ("title", "outlet", "date") if given[name].strip()}
    line = json.dumps({"id": key, "text": text, **declared})
    (folder / f"{key}.jsonl").write_text(line, encoding="utf-8")
    return given["title"].strip()[:MAX_NAME_CHARACTERS] or "a pasted text"


def _articles(room: Room, job: Job) -> list[tuple[str, Article]]:
    """Return the ids and articles that a job has read, in its order."""
    refused = {rejection.ref for rejection in job.rejections}
    found: list[tuple[str, Article]] = []
    for ref in dict.fromkeys(job.refs):
        if ref in refused or len(found) == MAX_LISTED:
            continue
        try:
            document = room.view.document(ref)
        except NotFound:  # superseded by now, or never written
            continue
        if document.ref == ref:  # and not another whose name ends so
            found += [(ref, article) for article in room.view.records("article", document.id)]
    return found


PAGES = (ask_for_articles, take_articles, show_job, tell_progress)
