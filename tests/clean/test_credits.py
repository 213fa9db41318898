"""Whose text an article says it is."""

from __future__ import annotations

import pytest

from rashomon.clean import clean_document
from rashomon.model import Article, Declared, RawDocument

TEXT = (
    "The dredger Anna Reet sank off Kaldra before dawn on Tuesday, and nine of its crew are missing, the harbour "
    "master said in the morning.\n\nDivers went down at noon and found nobody in the wreck, he said."
)


def article(text: str, outlet: str | None = "Half Fathom") -> Article:
    content = f"Dredger sinks off the harbour\n\n{text}".encode()
    declared = Declared(outlet=outlet)
    raw = RawDocument(ref="a", content=content, media_type="text/plain", charset="utf-8", declared=declared)
    found: Article = clean_document(raw)["article"]
    return found


@pytest.mark.parametrize(
    "credit",
    [
        f"(The Kaldra Packet) —\n\n{TEXT}",
        f"By The Kaldra Packet staff\n\n{TEXT}",
        f"h/t The Kaldra Packet\n\n{TEXT}",
        f"{TEXT}\n\nVia The Kaldra Packet.",
        f"{TEXT}\n\nSource: The Kaldra Packet – Dredger sinks",
        f"{TEXT}\n\nThe post Dredger sinks appeared first on The Kaldra Packet.",
        f"{TEXT}\n\nThis story was provided by The Kaldra Packet.",
        f"{TEXT}\n\nRead the original article at The Kaldra Packet.",
        f"{TEXT}\n\nReprinted by permission of The Kaldra Packet.",
    ],
)
def test_a_credit_to_another_outlet_says_whose_text_it_is(credit: str) -> None:
    assert article(credit).republished_from in ("The Kaldra Packet", "Kaldra Packet")


@pytest.mark.parametrize("outlet", ["Kaldra Packet", "the-kaldra-packet"])
def test_an_outlet_credits_nobody_by_its_own_name(outlet: str) -> None:
    for own in ("By The Kaldra Packet staff\n\n" + TEXT, TEXT + "\n\nThis story first appeared in The Kaldra Packet."):
        found = article(own, outlet)

        assert (None, False) == (found.republished_from, "republished_from" in found.evidence)


def test_a_desk_that_signs_where_no_outlet_is_known_is_no_credit() -> None:
    assert article(f"By Kaldra Packet Staff\n\n{TEXT}", outlet=None).republished_from is None


@pytest.mark.parametrize("line", ["Via Rail stopped all trains on the quay.", "Origin Energy owns the dredger."])
def test_a_sentence_that_begins_with_a_word_of_credits_stays_in_the_text(line: str) -> None:
    content = f"Dredger sinks off the harbour\n\n{line}\n\n{TEXT}".encode()
    raw = RawDocument(ref="a", content=content, media_type="text/plain", charset="utf-8", declared=Declared())
    found = clean_document(raw)

    assert found["article"].republished_from is None
    assert "credit" not in [zone.kind for zone in found["zone"]]


@pytest.mark.parametrize(
    "told", ["he told The Kaldra Packet.", "according to The Kaldra Packet.", "as The Kaldra Packet first reported."]
)
def test_who_was_told_is_not_whose_text_it_is(told: str) -> None:
    found = article(f"{TEXT}\n\nThe pilot had left at three, {told}")

    assert (None, None) == (found.republished_from, found.wire)


def test_the_agency_of_a_dateline_need_not_be_known() -> None:
    assert "Norrsund" == article(f"KALDRA (Norrsund) — {TEXT}").wire
