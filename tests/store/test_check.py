from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rashomon.model import digest
from rashomon.store import check_store, open_view, open_writer
from tests.store.made import MADE_BY, link_all, make_article, make_attribution, make_document, make_entity

FERRY = make_document("a.txt", "The ferry was late, Ms Aud said.")
AUD = make_entity(FERRY, "Ms Aud")
WHOLE = digest("pile", "Ms Aud")  # who she is in the pile
LATE = make_attribution(FERRY, "The ferry was late", "Ms Aud", AUD)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    store = tmp_path / "story.db"
    with open_writer(store) as writer:
        writer.add([FERRY, make_article(FERRY), AUD, LATE], MADE_BY)
        link_all(writer)
    return store


def faults_after(store: Path, statement: str) -> set[tuple[str, str]]:
    with sqlite3.connect(store) as connection:
        connection.execute(statement)
    connection.close()
    with open_view(store) as view:
        return {(fault.layer, fault.what) for fault in check_store(view)}


def test_a_sound_store_has_no_faults(store: Path) -> None:
    with open_view(store) as view:
        assert [] == list(check_store(view))


def test_one_changed_character_of_a_text_is_found(store: Path) -> None:
    faults = faults_after(store, "UPDATE document SET text = replace(text, 'late', 'lade')")

    assert {
        ("document", "text_sha256 is not the digest of the text"),
        ("document", "the id is not the digest of ref and text"),
    } == faults


def test_a_shortened_text_leaves_spans_outside(store: Path) -> None:
    faults = faults_after(store, "UPDATE document SET text = 'The ferry'")

    assert ("attribution", "[0, 18) leaves the text, which has 9 characters") in faults


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE record SET json = replace(json, 'speaker\":\"', 'speaker\":\"x')",
            ("attribution", f"it names entity x{AUD.id}, which is not in the store"),
        ),
        (
            f"DELETE FROM record WHERE layer = 'entity' AND id = '{WHOLE}'",
            ("identity", f"it names entity {WHOLE}, which is none of the pile's"),
        ),
        (
            f"UPDATE member SET entity = '{WHOLE}'",
            ("identity", f"its member {WHOLE} is no entity of its document"),
        ),
        (
            "UPDATE profile SET articles = 2",
            ("identity", "the number of articles of a profile is not that of its members"),
        ),
        ("UPDATE link SET made_by = ''", ("identity", "1 articles are not linked yet: run rashomon read again")),
        (
            "INSERT INTO unsettled VALUES ('M')",
            ("identity", "1 blocks of names are not joined yet: run rashomon read again"),
        ),
        (
            "UPDATE record SET start = 3 WHERE layer = 'attribution'",
            ("attribution", "the columns of the row differ from the record in it"),
        ),
        (
            "UPDATE record SET json = replace(json, '\"score\":1.0', '\"score\":7.0') WHERE layer = 'attribution'",
            ("attribution", "its score 7.0 is not between 0 and 1"),
        ),
        ("UPDATE record SET layer = 'rumour' WHERE layer = 'attribution'", ("rumour", "there is no layer 'rumour'")),
        ("DELETE FROM search", ("store", f"document {FERRY.id} cannot be searched")),
    ],
)
def test_a_damaged_row_is_named(store: Path, statement: str, fault: tuple[str, str]) -> None:
    # what is of another layer now is miscounted in both
    assert {fault} == {one for one in faults_after(store, statement) if "counted as" not in one[1]}


def test_who_counts_in_the_pile_though_the_article_was_replaced_is_named(store: Path) -> None:
    faults = faults_after(store, "UPDATE document SET superseded_by = id")

    assert ("identity", "it counts, though its article was replaced: run rashomon check --repair") in faults


def test_a_count_that_is_off_is_named(store: Path) -> None:
    faults = faults_after(store, "UPDATE tally SET records = 7 WHERE layer = 'attribution'")

    assert {("store", "1 attribution records are counted as 7")} == faults


def test_a_span_that_is_none_is_found(store: Path) -> None:
    faults = faults_after(store, "UPDATE record SET json = replace(json, '\"end\":18', '\"end\":0')")

    assert any("not a span: [0, 0)" in what for layer, what in faults if layer == "attribution")


def test_two_current_documents_of_one_ref_are_found(store: Path) -> None:
    copy = (
        "INSERT INTO document SELECT '0123456789abcdef', ref, text, text_sha256, raw_sha256, media_type, made_by, "
        "superseded_by FROM document"
    )

    assert ("document", "2 current documents have the ref 'a.txt'") in faults_after(store, copy)
