"""Claims small enough to be read at a glance: `12 dead` is a number that an article counts, and who says it.

Counts of one thing are one claim: 12 dead here, 14 dead there. In `Aud: 12 dead` Aud says so; `not 12 dead` denies it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.model import (
    Account,
    Article,
    Claim,
    Dating,
    Document,
    Entity,
    Family,
    Finding,
    Passage,
    Quantity,
    Relation,
    Span,
    Stance,
    digest,
    finding_id,
)
from rashomon.profiles import Antecedent, Dependence, Grouping, Placed
from rashomon.store import Writer
from tests.store.made import MADE_BY, group, join_all, link_names, make_article, make_document, make_entity

_COUNT = re.compile(r"(?:(?P<who>[A-Z]\w+): )?(?P<no>not )?(?P<value>\d+) (?P<thing>\w+)")


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number of an article, what it counts, and by whose account."""

    finding: str
    document: str
    span: Span
    thing: str
    value: str
    stance: Stance
    speaker: str | None = None
    antecedent: Antecedent | None = None


def add_counts(
    writer: Writer, ref: str, text: str, outlet: str | None = None, published: str | None = None
) -> Document:
    """Add an article with its numbers and those who give them, and return its document."""
    document = make_document(ref, text)
    names = dict.fromkeys(match["who"] for match in _COUNT.finditer(text) if match["who"])
    entities = [make_entity(document, name) for name in names]
    quantities = [_quantity(document, Span(*match.span())) for match in _COUNT.finditer(text)]
    writer.add([document, make_article(document, outlet, published), *entities, *quantities], MADE_BY)
    return document


def _quantity(document: Document, span: Span) -> Quantity:
    key = finding_id("quantity", document.id, [span])
    return Quantity(id=key, document=document.id, by="attribution/1", span=span)


def count_all(writer: Writer) -> None:
    """Link what waits, and make claims of what is counted."""
    link_names(writer)
    for document in writer.ungathered({"cluster/1": ["quantity"]}):
        writer.gather([document], {"cluster/1": [COUNTS]}, {"document", "entity", "quantity"})
    for document in writer.ungrouped("quantity"):
        group(writer, document, COUNTS)
    join_all(writer)


def find_counts(
    document: Document, entity: Sequence[Entity], quantity: Sequence[Quantity], blocks: Mapping[str, str]
) -> list[Placed]:
    known = {e.name: e.id for e in entity}
    found = []
    for one in quantity:
        match = _COUNT.fullmatch(one.span.of(document.text))
        assert match is not None
        stance: Stance = "denies" if match["no"] else "attributes" if match["who"] else "asserts"
        count = Count(
            finding=one.id, document=document.id, span=one.span, thing=match["thing"], value=match["value"],
            stance=stance, speaker=known.get(match["who"]),
        )  # fmt: skip
        found.append(Placed(count, f"{document.ref} {one.span.start}", {match["thing"]}))
    return found


def speakers_of(count: Count) -> set[str]:
    return {count.speaker} if count.speaker else set()


def resolve_count(count: Count, whole: Mapping[str, str]) -> Count:
    return msgspec.structs.replace(count, speaker=whole.get(count.speaker or "", count.speaker))


def choose_first(count: Count, before: Sequence[Count]) -> Antecedent | None:
    return Antecedent(finding=min(b.finding for b in before), score=1.0, reason="the same thing") if before else None


def make_claim(counts: Sequence[Count], dependence: Dependence) -> list[Finding]:
    """Return a claim and an account for each count; who says it, else what the document stands on, is its origin."""
    key = digest("claim", counts[0].finding)
    origins = [count.speaker or dependence.newsroom[count.document] for count in counts]
    carriers = len({count.document for count in counts})
    relation: Relation = (
        "single" if carriers == 1 else "agreement" if len({c.value for c in counts}) == 1 else "conflict"
    )
    claim = Claim(
        id=key, by="claim/1", kind="quantity", slot=counts[0].thing, relation=relation, carriers=carriers,
        main=Passage(document=counts[0].document, span=counts[0].span), origins=len(set(origins)),
        reason=f"{len(dependence.passages)} passages shared",
    )  # fmt: skip
    return [claim, *(_account(key, count, origin) for count, origin in zip(counts, origins, strict=True))]


def _account(claim: str, count: Count, origin: str) -> Account:
    return Account(
        id=finding_id("account", count.document, [count.span]), by="claim/1", document=count.document, claim=claim,
        finding=count.finding, span=count.span, stance=count.stance, value=count.value, speaker=count.speaker,
        origin=origin,
    )  # fmt: skip


def stand_on_families(
    articles: Sequence[Article], datings: Sequence[Dating], families: Sequence[Family]
) -> dict[str, str]:
    """Say that a document stands on its family, else on its outlet, else on itself."""
    outlets = {a.document: a.outlet or a.document for a in articles}
    return {**outlets, **{document: family.id for family in families for document in family.documents}}


COUNTS = Grouping(
    kind="quantity", many="numbers", whole="claim", item=Count, find=find_counts, entities=speakers_of,
    resolve=resolve_count, stays=lambda *_: False, choose=choose_first, make=make_claim, alone=lambda _: True,
    newsrooms=stand_on_families,
)  # fmt: skip
