"""The parse of one article -> its mentions of people, organisations, places and groups, and who each of them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.extract.coreference import resolve
from rashomon.extract.coreference_pronouns import Weights
from rashomon.extract.draft import Draft
from rashomon.extract.names import find_names
from rashomon.extract.narrator import find_narrator
from rashomon.extract.nominals import find_nominals, find_pronouns
from rashomon.extract.noted import Noted
from rashomon.extract.office import Held, find_offices
from rashomon.model import Article, Dating, Document, Entity, Mention, Parse, Zone, digest, finding_id

__all__ = ["find_mentions", "note_mentions"]

BY = "mention/3"
# the share of names that are of the kind that the parser alone tells: 42 of 61 in news and interviews of GUM; where
# the article tells, 372 of 383
_GUESSED = 0.7


def find_mentions(
    document: Document, parse: Parse, zone: Sequence[Zone], article: Article, dating: Sequence[Dating] = ()
) -> Mapping[str, Any]:
    """Give the `mention` records in text order, and an `entity` for everything they name.

    Names come from the parser, mended by tables and by the rest of the article; nominals are descriptions of people and
    groups; pronouns are those that can stand for them, and the `I` of the author in the body, which `zone` and
    `article` tell. A mention whose entity is not clear has none. `dating` says when an article without a date must have
    appeared, for the offices that mentions stand for.
    """
    noted, drafts = note_mentions(parse)
    noted = sorted([*noted, *find_narrator(document, parse, zone, article, drafts)], key=lambda n: (n.first, -n.last))
    entities = [_entity(document, parse, draft) for draft in drafts]
    held = find_offices(parse, noted, drafts, article, dating)
    mentions = [_mention(document, parse, n, entities, held.get(i)) for i, n in enumerate(noted)]
    return {"mention": mentions, "entity": entities}


def note_mentions(parse: Parse, weights: Weights | None = None) -> tuple[list[Noted], list[Draft]]:
    """Return the mentions in text order and the entities they point at by index; `weights` as in `resolve_pronouns`."""
    # 1. names   2. descriptions and pronouns   3. who is who
    names = find_names(parse)
    noted = sorted([*names, *find_nominals(parse, names), *find_pronouns(parse)], key=lambda n: (n.first, -n.last))
    return noted, resolve(parse, noted, weights)


def _entity(document: Document, parse: Parse, draft: Draft) -> Entity:
    """Make the record of one entity: its fullest form is the name, its other names are aliases.

    The score is that of its kind: lower where no word of the article tells it.
    """
    texts = [_text(document, parse, m) for m in draft.mentions if m.form == draft.mentions[0].form]
    guessed = draft.named and all(m.guessed for m in draft.mentions if m.form == "name")
    return Entity(
        id=digest("entity", document.id, draft.kind, texts[0], str(parse.starts[draft.first])),
        by=BY,
        name=texts[0],
        kind=draft.kind,
        aliases=tuple(sorted(set(texts) - {texts[0]})) if draft.named else (),
        document=document.id,
        score=_GUESSED if guessed else 1.0,
        reason="; ".join([*draft.reasons, *(["its kind is a guess"] if guessed else [])]) or None,
    )


def _text(document: Document, parse: Parse, noted: Noted) -> str:
    """Return the words of a mention as they stand in the article, without a title, line breaks made spaces."""
    span = parse.span(max(noted.first, noted.core), noted.last)
    return " ".join(span.of(document.text).split())


def _mention(document: Document, parse: Parse, noted: Noted, entities: Sequence[Entity], held: Held | None) -> Mention:
    span = parse.span(noted.first, noted.last)
    return Mention(
        id=finding_id("mention", document.id, [span], noted.form, noted.kind),
        by=BY,
        document=document.id,
        span=span,
        kind=noted.kind,
        form=noted.form,
        entity=entities[noted.entity].id if noted.entity >= 0 else None,
        office=held.office if held else None,
        score=noted.score,
        reason=_reason(noted, held),
    )


def _reason(noted: Noted, held: Held | None) -> str | None:
    """Return why the mention is who it is, and why it stands for its office where its own words do not say so."""
    office = f"office: {held.reason}" if held and held.reason else None
    return "; ".join(filter(None, (noted.reason, office))) or None
