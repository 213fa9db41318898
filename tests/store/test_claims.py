"""Groups of which several records are made, and what a view gives of them: by article, by who says so, by relation."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from rashomon.errors import NotFound, PipelineError
from rashomon.model import Article, Family, Finding, Passage, Reuse, Span, digest
from rashomon.profiles import Dependence
from rashomon.store import Selection, View, Writer, check_store, open_view, open_writer
from rashomon.store.grouping import make_again
from rashomon.store.pile import replace_records
from rashomon.store.places import encode
from tests.store.counting import COUNTS, Count, add_counts, count_all, make_claim
from tests.store.made import group

TEXTS = {
    "a.txt": ("12 dead. 3 boats.", "The Gull", "2031-05-01"),
    "b.txt": ("Aud: 14 dead.", "The Packet", "2031-05-02"),
    "c.txt": ("Aud: 14 dead. Bo: not 3 boats.", "The Herald", "2031-05-03"),
    "d.txt": ("7 cows.", "The Gull", "2031-06-01"),
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.db"


@pytest.fixture
def writer(store: Path) -> Iterator[Writer]:
    with open_writer(store) as writer:
        for ref, (text, outlet, published) in TEXTS.items():
            add_counts(writer, ref, text, outlet, published)
        count_all(writer)
        yield writer


@pytest.fixture
def view(writer: Writer, store: Path) -> Iterator[View]:
    with open_view(store) as view:
        yield view


def told(store: Path) -> dict[str, tuple[int, int, list[str | None]]]:
    """Return of each claim, by its slot, its origins, its carriers, and the values of its accounts."""
    with open_view(store) as view:
        return {
            c.slot: (c.origins, c.carriers, [a.value for a in view.accounts_of(c.id)]) for c in view.records("claim")
        }


def faults_of(store: Path) -> list[str]:
    """Return what is wrong, but for texts that wait to be compared: nobody does that here."""
    with open_view(store) as view:
        faults = [f for f in check_store(view) if f.layer in ("claim", "account") or "run rashomon read" not in f.what]
        return [fault.what for fault in faults]


def share(writer: Writer, family: Family | None) -> None:
    """Write that some documents are one text, or that they are not any more, as the stage that finds it does."""
    with writer._connection.begin():
        replace_records(writer._connection, "family", ["f"], {family.id: family} if family else {})
        make_again(writer._connection, FAMILY.documents)


DOCUMENTS = {ref: digest(ref, text) for ref, (text, *_) in TEXTS.items()}
FAMILY = Family(id="f", by="reuse/1", documents=tuple(sorted(DOCUMENTS[ref] for ref in ("a.txt", "d.txt", "c.txt"))))


def test_a_group_gives_a_claim_and_an_account_an_item(writer: Writer, store: Path) -> None:
    # Aud says it twice, and is one origin
    assert {"dead": (2, 3, ["12", "14", "14"]), "boats": (2, 2, ["3", "3"]), "cows": (1, 1, ["7"])} == told(store)
    assert [] == faults_of(store)


def test_an_article_that_goes_takes_its_accounts_with_it_and_no_others(writer: Writer, store: Path) -> None:
    add_counts(writer, "b.txt", "Nothing was counted.")
    count_all(writer)

    assert {"dead": (2, 2, ["12", "14"]), "boats": (2, 2, ["3", "3"]), "cows": (1, 1, ["7"])} == told(store)
    add_counts(writer, "d.txt", "Nothing either.")
    count_all(writer)
    assert {"dead", "boats"} == told(store).keys()
    assert [] == faults_of(store)


def test_texts_that_turn_out_to_be_one_make_their_claims_be_counted_again(writer: Writer, store: Path) -> None:
    share(writer, FAMILY)
    assert sorted(FAMILY.documents) == writer.ungrouped("quantity")
    count_all(writer)
    # the Gull's 12 dead, and its 7 cows, stand on the family now: as many origins, other names
    assert {"dead": (2, 3), "boats": (2, 2), "cows": (1, 1)} == {slot: found[:2] for slot, found in told(store).items()}
    with open_view(store) as view:
        assert {"f", digest("pile", "Aud"), digest("pile", "Bo")} == {a.origin for a in view.records("account")}
    share(writer, None)
    count_all(writer)

    with open_view(store) as view:
        assert "f" not in {a.origin for a in view.records("account")}


def test_what_is_only_to_be_made_again_chooses_nobody_anew(writer: Writer) -> None:
    def refuse(count: Count, before: object) -> None:
        raise AssertionError(f"{count.thing} chose")

    share(writer, FAMILY)
    for document in writer.ungrouped("quantity"):
        group(writer, document, COUNTS._replace(choose=refuse))

    assert [] == writer.ungrouped("quantity")


def test_a_claim_knows_the_passages_between_its_own_documents_alone(writer: Writer, store: Path) -> None:
    ends = [sorted((DOCUMENTS["a.txt"], DOCUMENTS[other])) for other in ("c.txt", "d.txt")]
    found = [
        Reuse(
            id=f"r{i}", by="reuse/1", kind="partial",
            a=Passage(document=a, span=Span(0, 5)), b=Passage(document=b, span=Span(0, 5)),
        )
        for i, (a, b) in enumerate(ends)
    ]  # fmt: skip
    with writer._connection.begin():
        replace_records(writer._connection, "reuse", [], {one.id: one for one in found})
        make_again(writer._connection, list(DOCUMENTS.values()))
    count_all(writer)

    with open_view(store) as view:
        reasons = {c.slot: c.reason for c in view.records("claim")}
        assert {"dead": "1 passages shared", "boats": "1 passages shared", "cows": "0 passages shared"} == reasons
        assert ["r0"] == [r.id for r in view.records("reuse", DOCUMENTS["c.txt"])]


def test_a_claim_knows_the_outlets_of_its_own_documents_alone(writer: Writer) -> None:
    # what outlets are called depends on who is asked about: with another claim at once, it could be another name
    asked = []

    def note(articles: Sequence[Article], datings: object, families: object) -> dict[str, str]:
        asked.append({article.document for article in articles})
        return {}

    with writer._connection.begin():
        make_again(writer._connection, list(DOCUMENTS.values()))
    writer.group(sorted(DOCUMENTS.values()), COUNTS._replace(newsrooms=note))

    a, b, c, d = (DOCUMENTS[ref] for ref in TEXTS)
    assert sorted(map(sorted, [{a, b, c}, {a, c}, {d}])) == sorted(map(sorted, asked))


def test_a_group_may_give_nothing(writer: Writer, store: Path) -> None:
    for document in writer.ungathered({"claim/9": ["quantity"]}):
        writer.gather([document], {"claim/9": [COUNTS]}, {"document", "entity", "quantity"})
    for document in writer.ungrouped("quantity"):
        group(writer, document, COUNTS._replace(make=lambda *_: []))

    assert {} == told(store)
    assert [] == faults_of(store)


def test_a_record_that_another_group_has_made_is_refused_and_nothing_is_written(writer: Writer, store: Path) -> None:
    def make_one(counts: Sequence[Count], dependence: Dependence) -> list[Finding]:
        claim, *accounts = make_claim(counts, dependence)
        return [claim, *(msgspec.structs.replace(one, id="one") for one in accounts[:1])]

    cows, dead = DOCUMENTS["d.txt"], DOCUMENTS["b.txt"]
    with writer._connection.begin():
        make_again(writer._connection, [cows, dead])
    group(writer, cows, COUNTS._replace(make=make_one))
    before = told(store)
    with pytest.raises(PipelineError, match="quantity: an id that stands elsewhere"):
        group(writer, dead, COUNTS._replace(make=make_one))

    assert [dead] == writer.ungrouped("quantity")
    assert before == told(store)


# ---- what a view gives


def slots(view: View, wanted: Selection) -> list[str]:
    return [claim.slot for claim in view.select("claim", wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        # those with most origins first, then those of most articles
        (Selection(), ["dead", "boats", "cows"]),
        (Selection(document="c.txt"), ["dead", "boats"]),
        (Selection(outlet="gull"), ["dead", "boats", "cows"]),
        (Selection(outlet="packet"), ["dead"]),
        (Selection(speaker="bo"), ["boats"]),
        (Selection(entity="Aud"), ["dead"]),
        (Selection(relation="conflict"), ["dead"]),
        (Selection(relation="single"), ["cows"]),
        (Selection(kind="event"), []),
        (Selection(search="cows"), ["cows"]),
        (Selection(search="Bo"), ["boats"]),
        (Selection(since="2031-06"), ["cows"]),
        (Selection(limit=1), ["dead"]),
    ],
)
def test_claims_are_selected_by_any_of_their_accounts(view: View, wanted: Selection, found: list[str]) -> None:
    assert found == slots(view, wanted)


def test_accounts_are_selected_by_claim_stance_and_speaker(view: View) -> None:
    dead, boats, _ = view.select("claim", Selection())

    assert ["12", "14", "14"] == [a.value for a in view.select("account", Selection(claim=dead.id[:12]))]
    assert ["3"] == [a.value for a in view.select("account", Selection(stance="denies"))]
    assert ["14", "14"] == [a.value for a in view.select("account", Selection(speaker="aud"))]
    assert ["asserts", "denies"] == [a.stance for a in view.accounts_of(boats.id)]


def test_the_records_of_several_articles_are_found_by_one_of_them(writer: Writer, store: Path) -> None:
    share(writer, FAMILY)
    count_all(writer)

    with open_view(store) as view:
        assert ["dead"] == [c.slot for c in view.records("claim", DOCUMENTS["b.txt"])]
        assert [] == list(view.records("family", DOCUMENTS["b.txt"]))
        assert [FAMILY] == list(view.records("family", DOCUMENTS["a.txt"]))
        assert [FAMILY] == list(view.select("family", Selection(document="a.txt")))
        assert [] == list(view.select("family", Selection(outlet="packet")))


@pytest.mark.parametrize(
    ("layer", "wanted", "message"),
    [
        ("claim", Selection(relation="quarrel"), "no claim is of the relation 'quarrel'; there are: single, agreement"),
        ("event", Selection(relation="single"), "event records have no relation"),
        ("account", Selection(stance="mumbles"), "no account is of the stance 'mumbles'; there are: asserts"),
        ("claim", Selection(stance="asserts"), "claim records have no stance"),
        ("claim", Selection(claim="ab"), "claim records are of no claim: accounts are"),
        ("account", Selection(claim="nothing"), "no claim 'nothing'; see: rashomon list claim"),
        ("claim", Selection(story="nothing"), "no story 'nothing'; see: rashomon list story"),
    ],
)
def test_a_selection_that_no_claim_could_answer_to_says_so(
    view: View, layer: str, wanted: Selection, message: str
) -> None:
    with pytest.raises(NotFound, match=message):
        list(view.select(layer, wanted))


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("DELETE FROM record WHERE layer = 'account' AND json LIKE '%\"12\"%'", "was made of a group, and is not in"),
        ("DELETE FROM product WHERE layer = 'claim'", "it is made of no group"),
        ("DELETE FROM record WHERE layer = 'quantity' AND start = 0", "is no finding of its document"),
        ("UPDATE ungrouped SET kind = kind", None),
    ],
)
def test_what_is_wrong_with_groups_is_told(writer: Writer, store: Path, damage: str, fault: str | None) -> None:
    with writer._connection.begin():
        writer._connection.exec_driver_sql(damage)

    assert (fault is None) == (faults_of(store) == [])
    assert fault is None or any(fault in what for what in faults_of(store))


def test_every_passage_of_a_record_is_checked_against_its_own_document(writer: Writer, store: Path) -> None:
    beyond = Passage(document=DOCUMENTS["d.txt"], span=Span(3, 99))
    found = Reuse(id="r", by="reuse/1", kind="quote", a=beyond, b=Passage(document="nowhere", span=Span(0, 1)))
    with writer._connection.begin():
        replace_records(writer._connection, "reuse", [], {})
        row = {"id": "r", "json": msgspec.json.encode(found).decode()}
        writer._connection.exec_driver_sql(
            "INSERT INTO record VALUES ('reuse', :id, NULL, 3, 99, 'reuse/1', :json)", row
        )

    assert {
        "[3, 99) leaves the text, which has 7 characters",
        "[0, 1) points into no known document",
        "it names document nowhere, which is not in the store",
    } <= set(faults_of(store))


@pytest.mark.parametrize("order", [*permutations(TEXTS)][::5])
def test_whatever_the_order_of_articles_the_same_claims_come_out(order: Sequence[str], tmp_path: Path) -> None:
    """They come one at a time, one of them first with other words; that some are one text is found out last."""
    made = []
    for name, refs in (("one", [*TEXTS]), ("other", [order[0], *order])):
        with open_writer(tmp_path / name) as writer:
            for number, ref in enumerate(refs):
                text, outlet, published = TEXTS[ref]
                add_counts(writer, ref, "Bo: 3 boats. 12 dead." if number < len(refs) - 4 else text, outlet, published)
                count_all(writer)
            share(writer, FAMILY)
            count_all(writer)
        with open_view(tmp_path / name) as view:
            told = [encode(one) for layer in ("claim", "account", "family") for one in view.records(layer)]
        with sqlite3.connect(tmp_path / name) as connection:
            asked = "SELECT finding, antecedent, whole, joined FROM item ORDER BY finding"
            made.append((told, connection.execute(asked).fetchall()))
        connection.close()
        assert [] == faults_of(tmp_path / name)

    assert made[0] == made[1]
