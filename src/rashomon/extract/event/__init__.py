"""The parse of one article, its mentions, times and attributions -> what is said to happen in it: PLOVER events.

1. find candidates by the lexicon   2. decide the type of each, or that it is none   3. one event a deed   4. who did it
to whom, where and when   5. did it happen   6. whose account it is
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.account import find_chain
from rashomon.extract.event.coding import Coder, Draft
from rashomon.extract.event.participants import make_participant
from rashomon.extract.event.realis import decide_realis
from rashomon.extract.event.setting import Scene, Trigger
from rashomon.model import Attribution, Document, Event, Mention, Parse, Participant, Timex, finding_id

__all__ = ["find_events"]

BY = "event/1"


def find_events(
    document: Document,
    parse: Parse,
    mention: Sequence[Mention],
    timex: Sequence[Timex],
    attribution: Sequence[Attribution],
) -> Mapping[str, Any]:
    """Give the `event` records in text order.

    An actor or recipient that the sentence does not name is left out, and `reason` says so. `chain` are the
    attributions whose content holds the trigger, `attribution` the innermost; none where the narrator tells.
    """
    coder = Coder(Syntax(parse), mention, timex)
    drafts = list(coder.drafts())
    scene = Scene(coder.syntax, coder.kinds, timex, [draft.candidate.token for draft in drafts])
    return {"event": [_record(document, coder, scene, draft, attribution) for draft in drafts]}


def _record(document: Document, coder: Coder, scene: Scene, draft: Draft, attributions: Sequence[Attribution]) -> Event:
    trigger = coder.trigger(draft)
    chain = find_chain(trigger, attributions)
    verdict = decide_realis(draft.cues)
    actors, recipients = _participants(coder, draft.actors), _participants(coder, draft.recipients)
    at = Trigger(draft.candidate.token, draft.candidate.words, draft.type)
    taken = [p.span for p in (*actors, *recipients)]
    return Event(
        id=finding_id("event", document.id, [trigger], draft.type),
        by=BY,
        document=document.id,
        trigger=trigger,
        type=draft.type,
        mode=draft.mode or None,
        actors=actors,
        recipients=recipients,
        place=scene.place_of(at, taken),
        when=scene.time_of(at, taken),
        realis=verdict.realis,
        realis_cue=None if verdict.cue is None else coder.syntax.parse.span(*verdict.cue),
        attribution=chain[-1] if chain else None,
        chain=chain,
        score=round(draft.score * verdict.score, 3),
        reason="; ".join(filter(None, (_reason(coder, draft, actors), verdict.reason))) or None,
    )


def _participants(coder: Coder, tokens: Sequence[int]) -> tuple[Participant, ...]:
    found = [make_participant(coder.syntax, token, coder.mentions, coder.settings) for token in tokens]
    whole = [p for p in found if not any(q.span != p.span and q.span.holds(p.span) for q in found)]
    return tuple(sorted({p.span: p for p in whole}.values(), key=lambda p: p.span))


def _reason(coder: Coder, draft: Draft, actors: Sequence[Participant]) -> str | None:
    if actors:
        return None
    agentless = coder.is_agentless(draft)
    return "passive without an agent: the text does not say who did it" if agentless else "no actor named"
