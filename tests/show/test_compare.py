"""Articles side by side: whose text each is, what they share, differ and agree on, what one alone tells, who speaks."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner
from rich.console import Console

from rashomon import open as open_pile
from rashomon.errors import NotFound, RashomonError
from rashomon.link.statement import Quoted
from rashomon.model import Copy, Document, Family, Finding, Passage, Reuse, Span, Use, Utterance
from rashomon.profiles import Dependence
from rashomon.show.cli import main
from rashomon.show.compare import Comparison, compare_articles
from rashomon.show.compare_terminal import print_comparison
from rashomon.show.quotations import pieces_of
from rashomon.store import View, Writer, open_view, open_writer
from rashomon.store.grouping import make_again
from rashomon.store.pile import replace_records
from tests.store.counting import COUNTS, Count, add_counts, count_all, make_claim
from tests.store.made import group

WIRE = "12 dead. The boat had left Bren at noon with sand for the new pier. 3 boats."
COPY = "12 dead. The boat had left Bren at dawn with sand for the old new pier. 3 boats."
OTHER = "Aud: 14 dead. 3 boats. 7 cows."


def shared(text: str) -> Span:
    return Span(text.index("The"), text.index(" 3"))


def join_copies(writer: Writer, wire: Document, copy: Document) -> None:
    """Write that the copy was taken from the wire, with one passage changed."""
    ends = {d.id: Passage(document=d.id, span=shared(d.text)) for d in (wire, copy)}
    a, b = sorted(ends)
    copies = tuple(
        Copy(document=key, source=wire.id, reason="credits Norrwire") if key == copy.id else Copy(document=key)
        for key in (a, b)
    )
    family = Family(id="f", by="reuse/1", documents=(a, b), origin=wire.id, outlet="Norrwire", copies=copies)
    direction: Literal["a_to_b", "b_to_a"] = "a_to_b" if a == wire.id else "b_to_a"
    reuse = Reuse(id="r", by="reuse/1", kind="republication", a=ends[a], b=ends[b], direction=direction)
    with writer._connection.begin():
        replace_records(writer._connection, "family", [], {"f": family})
        replace_records(writer._connection, "reuse", [], {"r": reuse})
        make_again(writer._connection, [a, b])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    store = tmp_path / "s.db"
    with open_writer(store) as writer:
        copy = add_counts(writer, "copy.txt", COPY, "The Gull", "2031-05-02")
        add_counts(writer, "other.txt", OTHER, "The Packet")
        wire = add_counts(writer, "wire.txt", WIRE, "Norrwire", "2031-05-01")
        join_copies(writer, wire, copy)
        count_all(writer)
    return store


@pytest.fixture
def view(store: Path) -> Iterator[View]:
    with open_view(store) as view:
        yield view


@pytest.fixture
def found(view: View) -> Comparison:
    return compare_articles(view, ["copy.txt", "wire.txt", "other.txt"])


def printed(found: Comparison, width: int, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    print_comparison(found, console)
    return out.getvalue()


def test_each_article_is_named_by_a_letter_and_told_whose_text_it_is(found: Comparison) -> None:
    assert [
        ("A", "The Gull", "2031-05-02", "same text as B: credits Norrwire"),
        ("B", "Norrwire", "2031-05-01", "the origin of the text of 1 other article"),
        ("C", "The Packet", "date unknown", "a text of its own in this pile"),
    ] == [(a.letter, a.name, a.when, a.standing) for a in found.articles]


def test_a_shared_passage_shows_what_was_left_out_and_put_in_by_who_took_it(found: Comparison) -> None:
    (only,) = found.shared

    assert ("B", "A", True) == (only.one, only.other, only.directed)
    changes = [(p.kind, p.one, p.other) for p in only.passages[0].pieces if p.kind != "kept"]
    assert [("replaced", "noon", "dawn"), ("put_in", None, "old")] == changes


def test_claims_are_differed_on_agreed_on_told_by_copies_or_by_one_alone(found: Comparison) -> None:
    assert [("dead", "differ"), ("boats", "agree"), ("cows", "alone")] == [(c.slot, c.found) for c in found.claims]
    assert [("A", "12", None), ("B", "12", None), ("C", "14", "Aud")] == [
        (a.letter, a.value, a.speaker) for a in found.claims[0].accounts
    ]


def test_a_quotation_stands_in_full_first_and_then_with_what_others_made_of_it(store: Path) -> None:
    def quote_all(counts: Sequence[Count], dependence: Dependence) -> list[Finding]:
        uses = tuple(Use(document=c.document, span=c.span, attribution=c.finding, speaker=c.speaker) for c in counts)
        claim, *accounts = make_claim(counts, dependence)
        return [claim, *accounts, Utterance(id=claim.id, by="claim/1", uses=uses, fullest=len(uses) - 1)]

    with open_writer(store) as writer:
        for document in writer.ungathered({"claim/9": ["quantity"]}):
            writer.gather([document], {"claim/9": [COUNTS]}, {"document", "entity", "quantity"})
        for document in writer.ungrouped("quantity"):
            group(writer, document, COUNTS._replace(make=quote_all))
    with open_view(store) as view:
        found = compare_articles(view, ["wire.txt", "other.txt"])
    (dead,) = [one for one in found.quotations if "dead" in str(one.quotes)]

    # 7 cows are told by one alone
    assert [2, 2] == [len(one.quotes) for one in found.quotations]
    assert [("A", None), ("B", "Aud")] == [(quote.letter, quote.speaker) for quote in dead.quotes]
    page = printed(found, 80)
    assert "They have 2 quotations in common" in page
    assert "in full" in page


def test_words_are_aligned_with_those_of_the_fullest() -> None:
    full, use = "We shall not leave the port today.", "We shall leave [Bren] today."
    pieces = pieces_of(*(Quoted(text, (Span(0, len(text)),)) for text in (full, use)))

    assert ["We shall", "leave", "today"] == [p.other for p in pieces if p.kind == "kept"]
    assert [("left_out", "not", None), ("bracketed", "the port", "Bren")] == [
        (p.kind, p.one, p.other) for p in pieces if p.kind != "kept"
    ]


def test_what_copies_of_one_text_tell_alike_is_not_agreement(view: View) -> None:
    found = compare_articles(view, ["copy.txt", "wire.txt"])

    assert {"copies"} == {claim.found for claim in found.claims}
    assert "Only copies of one text tell 2 claims: they count once" in printed(found, 80)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_lines_fit_the_width_and_a_pipe_gets_marks_instead_of_colours(found: Comparison, width: int) -> None:
    lines = printed(found, width).splitlines()

    assert max(map(len, lines)) <= width
    assert "[-noon-] {+dawn+}" in " ".join(line.strip() for line in lines)
    assert "\x1b" not in "".join(lines)
    assert any(line.strip().startswith("C 0     ◐ 14, attributes to Aud: “Aud: 14 dead”") for line in lines)


def test_a_terminal_gets_colours_instead_of_marks(found: Comparison) -> None:
    page = printed(found, 100, terminal=True)

    assert "\x1b" in page
    assert "[-" not in page


def test_what_an_article_does_not_tell_is_not_found_in_it(found: Comparison) -> None:
    (row,) = [line.split() for line in printed(found, 80).splitlines() if "boats" in line and "in" in line.split()]

    # B and its copy count once, the Packet for itself
    assert ["2", "in", "3", "boats", "●", "3", "●", "3", "●", "3"] == row
    assert "C alone tells 1 claim" in printed(found, 80)


def test_five_articles_fit_a_narrow_terminal(view: View, store: Path) -> None:
    with open_writer(store) as writer:
        for number in range(2):
            add_counts(writer, f"more{number}.txt", f"Aud: 14 dead. {number} sheep.", "The Herald")
        count_all(writer)
    with open_view(store) as later:
        found = compare_articles(later, ["copy.txt", "wire.txt", "other.txt", "more0.txt", "more1.txt"])

    assert max(map(len, printed(found, 60).splitlines())) <= 60


def test_articles_that_share_nothing_are_said_to(view: View) -> None:
    page = printed(compare_articles(view, ["wire.txt", "other.txt"]), 80)

    assert "No passage in common with the others: A, B" in page


@pytest.mark.parametrize(
    ("keys", "kind", "message"),
    [
        (["wire.txt"], RashomonError, "two to 5 different articles can be compared, not 1"),
        (["wire.txt", "wire.txt"], RashomonError, "two to 5 different articles can be compared, not 1"),
        (["wire.txt", "nothing.txt"], NotFound, "no article 'nothing.txt'"),
    ],
)
def test_what_cannot_be_compared_is_refused(view: View, keys: list[str], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        compare_articles(view, keys)


def test_the_command_prints_text_or_json(store: Path) -> None:
    asked = ["compare", "wire.txt", "other.txt", "--store", str(store)]
    page, data = (CliRunner().invoke(main, [*asked, *form]).output for form in ([], ["--format", "json"]))

    assert "They differ on 1 claim" in page
    assert ["A", "B"] == [article["letter"] for article in json.loads(data)["articles"]]


def test_a_pile_has_claims_their_words_and_comparisons(store: Path) -> None:
    with open_pile(store) as pile:
        assert [("cows", 1)] == [(claim.slot, claim.origins) for claim in pile.claims][2:]
        dead = next(claim for claim in pile.claims if claim.slot == "dead")
        accounts = pile.view.accounts_of(dead.id)
        assert ["12 dead", "Aud: 14 dead", "12 dead"] == [pile.words(account) for account in accounts]
        assert "12 dead" == pile.words(dead, "main")
        assert ["12 dead", "3 boats", "7 cows"] == sorted(pile.to_pandas("claim")["main_text"])
        assert {"Aud"} == set(pile.to_pandas("account")["speaker_name"].dropna())
        (words,) = pile.to_pandas("reuse")["a_text"]
        assert words.startswith("The boat had left Bren at")
        assert ["A", "B"] == [a.letter for a in pile.compare("copy.txt", "wire.txt").articles]
