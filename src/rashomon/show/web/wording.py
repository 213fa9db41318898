"""Articles of a story -> the page of their wording: whose voices they carry, who is called what, what is hedged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from litestar import get

from rashomon.show.layout.across import add_wording
from rashomon.show.layout.gather import Pile
from rashomon.show.layout.happened import find_happenings
from rashomon.show.layout.scope import Scope
from rashomon.show.layout.tables import labels_rows, voice_rows
from rashomon.show.layout.voice import Share, say_who_is_heard, shares_of_voice
from rashomon.show.layout.wording import Contrasted, Named, find_contrasts, find_labels
from rashomon.show.web.choosing import choose_story
from rashomon.show.web.downloads import File, send_picture, send_table
from rashomon.show.web.narrowing import CHOSEN, Chosen, demand
from rashomon.show.web.room import Page, Room

__all__ = ["PAGES"]


class _Worded(NamedTuple):
    """What the page and its files show; see `rashomon.show.layout.compared.Compared`."""

    pile: Pile
    headline: str
    shares: Sequence[Share]
    labels: Sequence[Named]
    flat: Sequence[Contrasted]
    agents: Sequence[Contrasted]


@get("/wording", sync_to_thread=True, dependencies=CHOSEN)
def show_wording(room: Room, chosen: Chosen | None) -> Page:
    """Return how the articles word what they tell."""
    if chosen is None:
        return choose_story(room, "How they word it")
    return room.page("wording.html", chosen=chosen, story=chosen.story, **_word(room, chosen)._asdict())


@get("/wording/voice.csv", sync_to_thread=True, dependencies=CHOSEN)
def save_voice(room: Room, chosen: Chosen | None) -> File:
    """Return the table of the share of voice."""
    return send_table("share-of-voice", voice_rows(_word(room, demand(chosen)).shares))


@get("/wording/voice.svg", sync_to_thread=True, dependencies=CHOSEN)
def draw_voice(room: Room, chosen: Chosen | None) -> File:
    """Return the picture of the share of voice."""
    return send_picture("share-of-voice", room.fill("voice.svg", shares=_word(room, demand(chosen)).shares))


@get("/wording/labels.csv", sync_to_thread=True, dependencies=CHOSEN)
def save_labels(room: Room, chosen: Chosen | None) -> File:
    """Return the table of who is called what."""
    return send_table("labels", labels_rows(_word(room, demand(chosen)).labels))


def _word(room: Room, chosen: Chosen) -> _Worded:
    documents = chosen.documents
    return room.keep("wording", tuple(documents), lambda: _work_out(room, documents))


def _work_out(room: Room, documents: Sequence[str]) -> _Worded:
    stored = room.pile(documents)
    pile = stored._replace(across=add_wording(stored.across, Scope(room.view, documents)))
    slots = {claim.id: claim.slot for claim in pile.across.claims}
    events = {h.key: h.phrase for h in find_happenings(pile)}
    return _Worded(
        pile,
        say_who_is_heard(pile),
        shares_of_voice(pile),
        find_labels(pile),
        find_contrasts(pile, "assertion", slots),
        find_contrasts(pile, "agent", events),
    )


PAGES = (show_wording, save_voice, draw_voice, save_labels)
