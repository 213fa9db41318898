"""The parse of one article, its mentions, times and attributions -> what is said to happen in it: PLOVER events.

1. find candidates by the lexicon   2. decide the type of each, or that it is none   3. one event a deed   4. who did it
to whom, where and when   5. did it happen   6. whose account it is
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from rashomon.extract.event.account import Accounts
from rashomon.extract.event.coding import Coder, Draft
from rashomon.extract.event.contexts import contexts_of
from rashomon.extract.event.ground import Ground
from rashomon.extract.event.modes import mode_of
from rashomon.extract.event.participants import Names, make_participant
from rashomon.extract.event.realis import DENIED, Verdict, decide_realis
from rashomon.extract.event.realis_lexicon import Sentences
from rashomon.extract.event.setting import Scene, Trigger
from rashomon.model import Attribution, Document, Event, Mention, Nested, Parse, Participant, Span, Timex, finding_id

__all__ = ["find_events"]

BY = "event/1"
_MYSELF = frozenset({"i", "me", "my", "myself"})


def find_events(
    document: Document,
    parse: Parse,
    mention: Sequence[Mention],
    timex: Sequence[Timex],
    attribution: Sequence[Attribution],
    nested: Sequence[Nested],
) -> Mapping[str, Any]:
    """Give the `event` records in text order, and the `ground` on which they stand.

    An actor or recipient that the sentence does not name is left out, and `reason` says so. `chain` are the
    attributions, nested ones among them, whose content holds the trigger, `attribution` the innermost; none where the
    narrator tells.
    """
    coder = Coder(Sentences(parse), mention, timex)
    telling = _Telling(document, coder, list(coder.drafts()), [*attribution, *nested])
    ground = Ground(coder.syntax, coder.times, coder.kinds, telling.names, telling.accounts)
    return {"event": [telling.record(draft) for draft in telling.drafts], "ground": ground}


class _Telling:
    """What one article tells, and how."""

    def __init__(
        self, document: Document, coder: Coder, drafts: Sequence[Draft], attributions: Sequence[Attribution]
    ) -> None:
        self.document, self.coder, self.drafts = document, coder, drafts
        self.accounts = Accounts(attributions)
        self.names = Names(coder.syntax.parse, coder.mentions, coder.timexes)
        self.below = coder.syntax.below(drafts, lambda draft: draft.candidate.token)
        self.scene = Scene(coder.syntax, coder.kinds, coder.timexes, [draft.candidate.token for draft in drafts])

    def record(self, draft: Draft) -> Event:
        """Return a draft as a record."""
        coder, trigger = self.coder, self.coder.trigger(draft)
        around = self.accounts.chain(trigger)
        chain, inner = tuple(a.id for a in around), around[-1] if around else None
        denial = inner if isinstance(inner, Attribution) and inner.act == "denial" else None
        verdict = decide_realis(draft.cues, denied=denial is not None)
        actors, recipients = (self.participants(side, inner) for side in (draft.actors, draft.recipients))
        taken = [p.span for p in (*actors, *recipients)]
        at, mode = _trigger(draft), self.mode(draft)
        return Event(
            id=finding_id("event", self.document.id, [trigger], draft.type),
            by=BY,
            document=self.document.id,
            trigger=trigger,
            type=draft.type,
            mode=mode,
            contexts=contexts_of(coder.syntax, at.token, at.type, mode, between_states=_between_states(coder, draft)),
            actors=actors,
            recipients=recipients,
            place=self.scene.place_of(at, taken),
            when=self.scene.time_of(at, taken),
            realis=verdict.realis,
            realis_cue=_realis_cue(coder, verdict, denial),
            attribution=chain[-1] if chain else None,
            chain=chain,
            score=round(draft.score * verdict.score, 3),
            reason="; ".join(filter(None, (_reason(coder, draft, actors), verdict.reason))) or None,
        )

    def participants(self, tokens: Sequence[int], inner: Attribution | None) -> tuple[Participant, ...]:
        """Return who takes part; an "I" is whoever speaks in the innermost attribution."""
        found = _participants(self.coder.syntax, tokens, self.names)
        if inner is None or inner.speaker is None:
            return found
        text = self.document.text
        return tuple(
            replace(p, entity=inner.speaker) if p.entity is None and p.span.of(text).lower() in _MYSELF else p
            for p in found
        )

    def mode(self, draft: Draft) -> str | None:
        """Return the mode of an event: what is demanded or threatened tells that of a demand or threat."""
        below = self.below.get(draft.candidate.token, ())
        return mode_of(self.coder.syntax, _trigger(draft), draft.mode, [f"{d.type}:{d.mode}" for d in below])


def _realis_cue(coder: Coder, verdict: Verdict, denial: Attribution | None) -> Span | None:
    """Return the words that decided whether it happened; those of the denial, where one did."""
    if verdict.reason == DENIED and denial is not None and denial.cue:
        return denial.cue[0]
    return None if verdict.cue is None else coder.syntax.parse.span(*verdict.cue)


def _trigger(draft: Draft) -> Trigger:
    return Trigger(draft.candidate.token, draft.candidate.words, draft.type)


def _between_states(coder: Coder, draft: Draft) -> bool:
    """Tell whether a country or its government acts on another one, or on an organisation of states."""
    sides = [{_state(coder, token) for token in side} - {None} for side in (draft.actors, draft.recipients)]
    return all(sides) and len(sides[0] | sides[1]) > 1


def _state(coder: Coder, token: int) -> str | None:
    mention = coder.kinds.by_token.get(token)
    if mention is None:
        return None
    office = mention.office
    if office is not None and office.sector in ("GOV", "IGO"):
        return office.country or office.organisation
    return mention.entity if mention.kind == "place" else None


def _participants(syntax: Sentences, tokens: Sequence[int], names: Names) -> tuple[Participant, ...]:
    found = [make_participant(syntax, token, names) for token in tokens]
    whole = [p for p in found if not any(q.span != p.span and q.span.holds(p.span) for q in found)]
    return tuple(sorted({p.span: p for p in whole}.values(), key=lambda p: p.span))


def _reason(coder: Coder, draft: Draft, actors: Sequence[Participant]) -> str | None:
    if actors:
        return None
    agentless = coder.is_agentless(draft)
    return "passive without an agent: the text does not say who did it" if agentless else "no actor named"
