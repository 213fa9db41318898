"""Articles of our own, read by all stages -> their claims: what is open, how the accounts stand, how many count."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.model import Account, Claim
from rashomon.profiles import Dependence
from tests.link.claim.piles import GROUPINGS, STAGE, claims_of, read, relations_of


def shared(*texts: str, days: tuple[str, ...] = ()) -> list[tuple[Claim, list[Account]]]:
    outlets = ("The Aud Herald", "Bo Radio", "The Dal Courier")
    given = days or ("2025-06-03",) * len(texts)
    found = claims_of(*(read(t, o, d) for t, o, d in zip(texts, outlets, given, strict=False)))
    return [(claim, accounts) for claim, accounts in found if claim.carriers > 1]


def test_a_claim_says_in_plain_words_what_is_open_and_who_fills_it_how() -> None:
    ((claim, accounts),) = shared(
        "The frigate Halmar rammed the trawler Ebba on Monday.",
        "The trawler Ebba rammed the frigate Halmar on Monday.",
    )

    assert ("who rammed whom", "conflict", 2, 2) == (claim.slot, claim.relation, claim.origins, claim.carriers)
    assert {"The frigate Halmar", "the trawler Ebba"} == {a.value for a in accounts}


def test_what_one_affirms_and_another_denies_is_open() -> None:
    ((claim, accounts),) = shared("Runa Lind was arrested in Falkby.", "Runa Lind was not arrested in Falkby.")

    assert "whether Runa Lind was arrested" == claim.slot
    assert [("asserts", "yes"), ("denies", "no")] == [(a.stance, a.value) for a in accounts]


def test_the_slot_is_what_all_accounts_would_sign() -> None:
    ((claim, _),) = shared("Police arrested Runa Lind in Falkby.", "Runa Lind was arrested in Falkby.")

    assert ("whether Runa Lind was arrested", "agreement") == (claim.slot, claim.relation)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("The fire at Tarn killed nine workers on Sunday.", "The fire at Tarn killed four workers.", "conflict"),
        ("The fire at Tarn killed nine workers on Sunday.", "Nine people died in the fire at Tarn.", "agreement"),
        (
            "Police said 12,000 people marched through Port Ganter on Sunday.",
            "Organisers said 40,000 people marched through Port Ganter on Sunday.",
            "dispute",
        ),
    ],
)
def test_numbers_of_the_same_are_compared(one: str, other: str, relation: str) -> None:
    assert relation in relations_of(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fire at Tarn killed nine workers on Sunday.", "The fire at Tarn injured four workers on Sunday."),
        ("The storm destroyed 20 houses in Hadley.", "The storm damaged 60 houses in Hadley."),
        ("The fever killed 17 patients in Quell.", "The fever killed 46 patients in Mirren."),
        ("Hunters killed five wolves near Fell.", "Wolves killed 12 sheep near Fell."),
        ("The bank of Perrana raised its rate to 6.5 percent.", "The bank of Ostrand raised its rate to 7 percent."),
    ],
)
def test_numbers_of_two_things_are_not_compared(one: str, other: str) -> None:
    assert not {"conflict", "dispute", "revision"} & relations_of(one, other)


def test_a_toll_that_has_risen_since_is_a_revision() -> None:
    (claim,) = (
        claim
        for claim, _ in shared(
            "Three people died in the floods around Osterby on Monday.",
            "Seven people died in the floods around Osterby on Monday.",
            days=("2025-06-03", "2025-06-05"),
        )
        if claim.kind == "quantity"
    )

    assert "revision" == claim.relation


def test_who_is_quoted_by_two_outlets_counts_once() -> None:
    ((claim, accounts),) = (
        found
        for found in shared(
            "General Bruno Akker said the rebels had shelled Ketter.",
            "The rebels had shelled Ketter, General Bruno Akker said.",
        )
        if found[0].kind == "event"
    )

    assert (1, 2) == (claim.origins, claim.carriers)
    assert ["attributes", "attributes"] == [a.stance for a in accounts]


def test_both_sides_of_a_collision_collide() -> None:
    assert "conflict" not in relations_of("The tug Brita met the ferry Alma.", "The ferry Alma met the tug Brita.")


def test_a_thing_may_be_called_otherwise_in_each_article() -> None:
    ((claim, accounts),) = shared(
        "Norra says the gunboat rammed the trawler Ebba on Monday. Sarro says the trawler struck the patrol vessel.",
        "The Sarran cutter Halmar ran down the trawler Ebba on Monday.",
        "The trawler Ebba rammed the cutter Halmar on Monday.",
    )

    assert ("who rammed whom", "conflict") == (claim.slot, claim.relation)
    assert ["the gunboat", "the gunboat", "the trawler Ebba", "the trawler Ebba"] == sorted(
        str(a.value) for a in accounts
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The gunboat rammed the trawler Ebba on Monday.", "A ferry struck a patrol boat on Monday."),
        ("A tank hit a bus near Harn on Monday.", "A tank was struck by a lorry near Harn on Monday."),
        ("The patrol boat struck a ship off Norr.", "A trawler struck a ship off Norr."),
    ],
)
def test_things_of_different_sorts_are_not_taken_for_one(one: str, other: str) -> None:
    assert not relations_of(one, other)


def test_one_article_may_have_a_deed_from_one_side_and_its_denial_from_another() -> None:
    text = (
        "Norra says the gunboat fired at the trawler's wheelhouse. "
        "Captain Ivo Stann of Sarro denied that anyone had shot at the trawler."
    )

    disputes = [c for c, _ in claims_of(read(text, "The Aud Herald")) if c.relation == "dispute"]

    assert ["whether the gunboat fired at the trawler's wheelhouse"] == [c.slot for c in disputes]


def test_an_account_that_no_other_article_gives_makes_a_claim_just_where_it_stands_alone() -> None:
    text = (
        "The frigate Halmar rammed the trawler Ebba in Falkby on Monday. Two sailors from Norra were killed. "
        "Marta Lind ordered nine coffees. The weather worsened. The captain arrested 14 fishermen."
    )
    article = read(text, "The Aud Herald")
    given = {name: article.get(name, []) for name in STAGE.needs - {"identity"}}
    owing = Dependence(newsroom={article["document"].id: "The Aud Herald"})
    found = []
    for grouping in GROUPINGS:
        items: list[Any] = [one.item for one in grouping.find(blocks={}, **given)]
        for one in items:
            if isinstance(one, grouping.item):
                words = getattr(one, "words", "")
                found.append((grouping.kind, words, grouping.alone(one), bool(grouping.make([one], owing))))

    assert [] == [one for one in found if one[2] != one[3]]
    assert [("deed", "The frigate Halmar rammed the trawler Ebba"), ("quantity", "sailors")] == [
        one[:2] for one in found if one[2]
    ]
    assert {False} < {one[2] for one in found}
