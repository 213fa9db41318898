"""What visitors say of findings -> corrections; the list of all that was said, and the forms to say it.

Whoever writes is called as they say, else by the account that runs the server; a cookie keeps the name for the next
time. After a correction what follows from it is worked out before the page comes back, which takes seconds at most.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, get_args
from urllib.parse import quote, unquote

from litestar import Request, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from rashomon.errors import NotPossible, RashomonError
from rashomon.model import Article, Correction, Document, Entity, Force, Span
from rashomon.show import correcting
from rashomon.show.correction_cells import Difference, differences, said, subject
from rashomon.show.fields import changeable, choices_of, parse, say
from rashomon.show.web.answers import own_address
from rashomon.show.web.room import Page, Room, address
from rashomon.store import Ruling, Selection, View
from rashomon.store.overruling import CORRECTED

__all__ = ["PAGES"]

LISTED = 50
# entities offered for a merge, articles for a split
OFFERED, OFFERED_ARTICLES = 40, 200
# the longest that is taken of a name and a reason
LONGEST = 500
COOKIE = "who"
# characters of the text around a finding from which words can be chosen
AROUND = 1500

Form = Mapping[str, Any]


class Told(NamedTuple):
    """A correction in words: what it is about, how it differs, what the machine says now, whether it is shown."""

    made: Correction
    subject: str
    said: Sequence[str]
    differs: Sequence[Difference]
    now: Sequence[Difference] | None
    document: Document | None
    is_shown: bool


class Field(NamedTuple):
    """A field of the form: its name, what is in it, what it can hold, and whether it holds places in the text."""

    name: str
    value: str
    choices: Sequence[str]
    entities: Sequence[Entity]
    is_place: bool


# Litestar 2.25 wraps a handler in a thread once for each method of its path, and then cannot call it: so by hand
@get("/corrections")
async def list_corrections(
    room: Room, layer: str | None = None, standing: str | None = None, before: str | None = None
) -> Page:
    """Return what was said, the latest first."""
    return await to_thread(_list, room, layer, standing, before)


def _list(room: Room, layer: str | None, standing: str | None, before: str | None) -> Page:
    at, _, key = (before or "").partition(" ")
    found = room.view.corrections((at, key) if key else None, LISTED + 1, target=layer, standing=standing)
    shown = [_tell(room.view, one) for one in found[:LISTED]]
    last = shown[-1].made if len(found) > LISTED else None
    return room.page(
        "corrections.html",
        told=shown,
        layers=(*CORRECTED, "entity"),
        standings=get_args(Force),
        layer=layer,
        standing=standing,
        next=last and room.here(before=f"{last.at} {last.id}"),
        who=_called(room),
        total=room.view.counts().get("correction", 0),
    )


def _tell(view: View, one: Correction) -> Told:
    origin = getattr(one.was, "document", None)
    document = next(view.records("document", origin), None) if origin else None
    text = document.text if document else ""
    now: Sequence[Difference] | None = None
    if one.standing == "machine now says otherwise" and one.document == origin is not None:
        try:
            now = differences(one, text, view.finding(one.finding, one.target).machine)
        except RashomonError:  # it finds nothing there any more
            now = ()
    return Told(
        one, subject(one, text), list(said(one, text)), differences(one, text), now, document, _is_shown(view, one)
    )


def _is_shown(view: View, one: Correction) -> bool:
    """Tell whether the article has a finding of that id: a rejected one is gone, in another text it has another id."""
    try:
        stands = view.finding(one.finding, one.target).stands
    except RashomonError:
        return False
    return stands is not None and stands.document == one.document


@get("/corrections/finding", sync_to_thread=True)
def ask_for_finding(room: Room, finding: str, layer: str | None = None, back: str | None = None) -> Page:
    """Return the form in which a finding is changed."""
    return _finding_form(room, finding, layer, back)


def _finding_form(
    room: Room, key: str, layer: str | None, back: str | None, typed: Form | None = None, fault: str = ""
) -> Page:
    _refuse_reader(room)
    found = room.view.finding(key, layer)
    record = found.stands or found.machine
    document = room.view.document(record.document)
    entities = list(room.view.records("entity", document.id))
    given = typed or {}
    return room.page(
        "correct_finding.html",
        400 if fault else 200,
        found=found,
        record=record,
        document=document,
        fields=[_field(found.layer, name, record, given, entities) for name in changeable(found.layer)],
        passage=_passage(document, record),
        history=[_tell(room.view, one) for one in room.view.records("correction", document.id) if one.finding == key],
        back=own_address(back) or address(f"/articles/{document.id}", finding=found.id),
        fault=fault,
        why=given.get("why", ""),
        who=given.get("who") or _called(room),
    )


def _field(layer: str, name: str, record: Any, typed: Form, entities: Sequence[Entity]) -> Field:
    held = say(getattr(record, name))
    is_place = name in ("content", "source", "cue", "span", "trigger", "place", "when", "of", "realis_cue", "predicate")
    whom = entities if name in ("speaker", "entity") else ()
    return Field(name, str(typed.get(name, held)), choices_of(layer, name), whom, is_place)


def _passage(document: Document, record: Any) -> list[tuple[int, str]]:
    """Return the paragraphs around a finding, each with where it begins."""
    spans = [span for name in record.__struct_fields__ for span in _spans(getattr(record, name))]
    first = max(0, min((s.start for s in spans), default=0) - AROUND // 3)
    last = max((s.end for s in spans), default=AROUND) + AROUND // 3
    paragraphs, at = [], 0
    for line in document.text.split("\n"):
        if line.strip() and at + len(line) > first and at < last:
            paragraphs.append((at, line))
        at += len(line) + 1
    return paragraphs


def _spans(held: Any) -> Sequence[Span]:
    several = held if isinstance(held, tuple) else (held,)
    return [one for one in several if isinstance(one, Span)]


@get("/corrections/entity/{key:str}", sync_to_thread=True)
def ask_for_entity(room: Room, key: str, q: str | None = None) -> Page:
    """Return the form in which somebody is joined with others, or told apart in some articles."""
    return _entity_form(room, key, q)


def _entity_form(room: Room, key: str, q: str | None, fault: str = "") -> Page:
    _refuse_reader(room)
    entity: Entity = room.view.whole("entity", key)
    asked = entity.name if q is None else q
    some = room.view.page("entity", Selection(entity=asked), None, OFFERED + 1).records if asked.strip() else []
    offered = [one for one in some if one.id != entity.id][:OFFERED]
    known = room.view.people.appearances(entity)
    documents = sorted({one.document for one in known})
    articles: list[Article] = list(room.view.among("article", documents[:OFFERED_ARTICLES]))
    return room.page(
        "correct_entity_form.html",
        400 if fault else 200,
        entity=entity,
        q=asked,
        offered=[(one, room.view.standing(one).articles) for one in offered],
        articles=articles,
        more=len(documents) - len(articles),
        fault=fault,
        who=_called(room),
    )


@post("/corrections")
async def take_correction(request: Request[Any, Any, Any], room: Room) -> Page | Redirect:
    """Take what a form says, and lead back to where it came from; or say what is wrong with it."""
    form = await request.form()
    given = {name: str(value)[: LONGEST if name in ("who", "why", "name") else None] for name, value in form.items()}
    others = tuple(str(one) for one in form.getall("others", []))
    return await to_thread(_take, room, given, others)


def _take(room: Room, given: dict[str, str], others: tuple[str, ...]) -> Page | Redirect:
    _refuse_reader(room)
    layer = given.get("layer", "")
    finding = given.get("finding", "")
    who = given.get("who", "").strip() or _called(room)
    verdict = given.get("verdict", "")
    if verdict not in ("accept", "reject", "change", "merge", "split"):
        raise NotPossible(f"a correction is to accept, reject, change, merge or split, not {verdict!r}")
    try:
        ruling = Ruling(
            verdict=verdict,  # type: ignore[arg-type]
            finding=finding, target=layer, who=who, at=correcting.now(), others=others,
            why=given.get("why", "").strip() or None, name=given.get("name", "").strip() or None,
            changes=_changes(room, layer, finding, given) if verdict == "change" else {},
        )  # fmt: skip
        made = correcting.correct(room.settings.store, ruling)
    except NotPossible as error:
        if verdict in ("merge", "split"):
            return _entity_form(room, finding, None, str(error))
        return _finding_form(room, finding, layer, given.get("back"), given, str(error))
    return _back(own_address(given.get("back")) or f"/corrections#{made.id}", who)


def _changes(room: Room, layer: str, finding: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that the form brings and that are not as they were."""
    found = room.view.finding(finding, layer)
    record = found.stands or found.machine
    typed = {name: given[name] for name in changeable(layer) if name in given}
    return parse(layer, {name: words for name, words in typed.items() if words.strip() != say(getattr(record, name))})


@post("/corrections/{key:str}/undo")
async def take_back(request: Request[Any, Any, Any], room: Room, key: str) -> Redirect:
    """Take a correction back."""
    form = await request.form()
    _refuse_reader(room)
    who = str(form.get("who") or "").strip()[:LONGEST] or _called(room)
    undo: Callable[..., Correction] = correcting.undo
    await to_thread(undo, room.settings.store, key, who, correcting.now())
    return _back(own_address(str(form.get("back") or "")) or f"/corrections#{key}", who)


def _refuse_reader(room: Room) -> None:
    if room.settings.read_only:
        raise PermissionDeniedException("this reading room takes no corrections: it is served with --read-only")


def _called(room: Room) -> str:
    """Return what a visitor was called the last time."""
    return unquote(room.request.cookies.get(COOKIE, ""))[:LONGEST] or correcting.whoever()


def _back(path: str, who: str) -> Redirect:
    """Lead to another page of ours, and keep the name for the next time."""
    kept = Cookie(COOKIE, value=quote(who), httponly=True, samesite="strict")
    return Redirect(path, status_code=303, cookies=[kept])


PAGES = (list_corrections, ask_for_finding, ask_for_entity, take_correction, take_back)
