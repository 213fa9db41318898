"""One thing that outlets word differently."""

from __future__ import annotations

from typing import Any

from rashomon.link.wording import contrast_agents, contrast_assertions
from rashomon.model import Account, Claim, Cluster, Event, Participant, Passage, Span

CLAIM = Claim(
    id="c1", by="claim/1", kind="event", slot="", relation="agreement",
    main=Passage(document="d1", span=Span(0, 9)), origins=2, carriers=2,
)  # fmt: skip
OUTLETS = {"d1": "Gazette", "d2": "Post", "d3": "Gazette"}


def account(document: str, stance: Any, value: str | None = None, start: int = 0) -> Account:
    return Account(
        id=f"{document}-{start}", by="claim/1", document=document, claim="c1", finding=f"f-{document}-{start}",
        span=Span(start, start + 4), stance=stance, value=value, origin=document,
    )  # fmt: skip


def sides(*accounts: Account) -> list[list[tuple[str | None, str]]]:
    found = contrast_assertions([CLAIM], {"c1": list(accounts)}, OUTLETS)
    return [[(side.outlet, side.how) for side in one.sides] for one in found]


def test_flat_and_attributed_assertion_of_one_claim_is_a_contrast() -> None:
    assert [[("Gazette", "asserts"), ("Post", "attributes")]] == sides(
        account("d1", "asserts"), account("d2", "attributes")
    )


def test_an_outlet_is_taken_by_its_firmest_words() -> None:
    assert [] == sides(account("d1", "hedges"), account("d2", "asserts"), account("d3", "asserts"))


def test_accounts_that_give_another_value_are_no_matter_of_wording() -> None:
    assert [] == sides(account("d1", "asserts", "3"), account("d2", "attributes", "5"))


def test_who_denies_words_nothing_differently() -> None:
    assert [] == sides(account("d1", "asserts"), account("d2", "denies"))


def event(document: str, text: str, trigger: str, actor: str = "", recipient: str = "", **more: Any) -> Event:
    def party(words: str) -> tuple[Participant, ...]:
        start = text.index(words)
        return (Participant(span=Span(start, start + len(words))),) if words else ()

    start = text.index(trigger)
    return Event(
        id=f"e-{document}", by="event/1", document=document, trigger=Span(start, start + len(trigger)), type="ASSAULT",
        actors=party(actor), recipients=party(recipient), **more,
    )  # fmt: skip


NAMED = "Halvian guns shelled the port."
PASSIVE = "The port was shelled at dawn."


def told(*events: Event) -> list[list[tuple[str | None, str, str]]]:
    cluster = Cluster(
        id="k", by="cluster/2", events=tuple(e.id for e in events), type="ASSAULT", reports=2, texts=2, sources=2,
        realis={"asserted": 2},
    )  # fmt: skip
    texts = {"d1": NAMED, "d2": PASSIVE}
    found = contrast_agents([cluster], {e.id: e for e in events}, texts, OUTLETS)
    return [[(s.outlet, s.how, s.passage.span.of(texts[s.passage.document])) for s in one.sides] for one in found]


def test_a_passive_without_agent_stands_beside_the_outlet_that_names_it() -> None:
    named = event("d1", NAMED, "shelled", "Halvian guns", "the port")
    passive = event("d2", PASSIVE, "shelled", recipient="The port")

    assert [
        [
            ("Gazette", "names the agent", "Halvian guns shelled"),
            ("Post", "passive without agent", "The port was shelled"),
        ]
    ] == told(named, passive)


def test_what_is_only_planned_or_has_no_subject_is_no_passive() -> None:
    named = event("d1", NAMED, "shelled", "Halvian guns", "the port")

    assert [] == told(named, event("d2", PASSIVE, "shelled", recipient="The port", realis="planned"))
    assert [] == told(named, event("d2", PASSIVE, "shelled"))
