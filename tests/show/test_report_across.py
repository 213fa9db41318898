"""What the report says across articles: copies, claims by outlet, quotations, two texts side by side, stories."""

from __future__ import annotations

import base64
import csv
import io
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from rashomon.model import Copy, Story, digest
from rashomon.show.layout.beside import set_beside
from rashomon.show.layout.chapters import find_chapters
from rashomon.show.layout.claims import Cell, lay_out_claims
from rashomon.show.layout.copies import draw_copies, texts_of
from rashomon.show.layout.gather import gather
from rashomon.show.layout.sayings import tell_histories
from rashomon.show.report import render_report
from tests.show.copied_story import Told, copied_story
from tests.show.page import Page
from tests.show.small_story import BY, Desk, MemoryView


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render_report(copied_story()[1]))


def words_of(page: Page) -> str:
    return re.sub(r"\s+", " ", page.words)


def test_the_text_of_articles_with_shared_passages_reads_back_as_it_is(page: Page) -> None:
    told, _ = copied_story()

    assert page.texts == {d.id: d.document.text for d in told.desks.values()}


def test_every_link_arrives_and_every_element_is_closed(page: Page) -> None:
    ids = page.ids()

    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.hrefs() if href.startswith("#")} <= set(ids)
    assert page.unclosed == []


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = page.headings()

    assert all(below - above <= 1 for above, below in pairwise(levels))


# ---- copies


def test_a_copy_stands_below_its_origin_with_what_tells_and_how_much_it_shares() -> None:
    (tree,) = draw_copies(gather(copied_story()[1])).trees

    assert tree.heading == "A text of Strand Wire, in 2 articles"
    assert [(line.outlet, line.depth, line.role) for line in tree.lines] == [
        ("Strand Wire", 0, "origin"),
        ("Tamm Echo", 1, "same text"),
    ]
    assert tree.lines[1].reason == "credit: “This text is by Strand Wire.”"
    assert tree.lines[1].common is not None
    # of the copy's 236 characters, all but the 28 of the credit and the white space before it
    assert tree.lines[1].common.words == "206 of 236 characters (87 %)"


def test_copies_count_once() -> None:
    pile = gather(copied_story()[1])

    assert (len(pile.readings), texts_of(pile)) == (4, 3)


def test_an_origin_that_the_pile_lacks_stands_in_the_tree_and_says_so() -> None:
    told = Told()
    wire, echo = told.desks["Strand Wire"].id, told.desks["Tamm Echo"].id
    told.family(
        Copy(document=wire, outlet="Tamm Agency", reason="credit: (TA)"),
        Copy(document=echo, source=wire),
        outlet="Tamm Agency",
    )
    view = told.view()
    (tree,) = draw_copies(gather(view)).trees

    assert tree.heading == "A text of Tamm Agency that is not in this pile, in 2 articles"
    assert [(line.outlet, line.depth, line.reading is None) for line in tree.lines] == [
        ("Tamm Agency", 0, True),
        ("Strand Wire", 1, False),
        ("Tamm Echo", 2, False),
    ]
    assert "the text is not in this pile" in words_of(Page(render_report(view)))


def test_an_article_that_says_whose_text_it_is_stands_below_that_text_though_the_pile_lacks_it() -> None:
    desk = Desk("a", "The gates hold.")
    desk.article(outlet="Tamm Echo", title="Gates", republished_from="Strand Wire")
    copies = draw_copies(gather(MemoryView(desk.records)))

    assert copies.finding == "1 article, 1 text; 1 has its text from elsewhere"
    assert [t.heading for t in copies.trees] == ["A text of Strand Wire that is not in this pile, in 1 article"]
    assert [(line.outlet, line.reading is None) for line in copies.trees[0].lines] == [
        ("Strand Wire", True),
        ("Tamm Echo", False),
    ]


def test_where_nobody_says_who_had_a_text_first_that_is_said() -> None:
    told = Told()
    told.family(Copy(document=told.desks["Strand Wire"].id), Copy(document=told.desks["Tamm Echo"].id))
    (tree,) = draw_copies(gather(told.view())).trees

    assert {line.role for line in tree.lines} == {"same text; from where is not known"}
    assert [line.depth for line in tree.lines] == [0, 0]


def test_a_part_in_common_is_no_family() -> None:
    told = Told()
    told.share(
        "Strand Wire", "Tamm Echo", "“We saw the light too late and we are sorry for it,” said Captain Oda Reim."
    )
    copies = draw_copies(gather(told.view()))

    # 75 characters are less than it takes to be named
    assert (copies.trees, copies.parts, copies.quoting) == ([], [], 0)


# ---- claims


def cells(slot: str) -> list[list[str]]:
    pile = gather(copied_story()[1])
    (matrix,) = lay_out_claims(pile, find_chapters(pile))
    (row,) = (r for r in matrix.rows if r.words == slot)

    def say(cell: Cell) -> list[str]:
        return [f"{t.sign} {t.in_short}" for t in cell.told] or ["·"]

    return [say(c) for c in row.cells]


def test_a_cell_is_a_mark_and_a_word_and_copies_stand_first() -> None:
    pile = gather(copied_story()[1])
    (matrix,) = lay_out_claims(pile, find_chapters(pile))

    assert [(b.words, [c.label for c in b.columns]) for b in matrix.brackets] == [
        ("one text", ["Strand Wire", "Tamm Echo"]),
        ("", ["Harbour Post", "Quiet Review"]),
    ]
    assert cells("people on board") == [["● 40"], ["● 40"], ["◐ 52"], ["·"]]
    assert cells("the light failed") == [["◐ attributes"], ["·"], ["× denies"], ["·"]]


def test_conflict_comes_before_dispute_and_both_say_their_origins_and_carriers(page: Page) -> None:
    words = words_of(page)

    assert "2 claims are told by several articles: 1 in conflict, 1 disputed by those quoted" in words
    assert words.index("The outlets differ") < words.index("Those whom they quote differ")
    assert "people on board 2 origins in 3 carriers · in conflict" in words


def test_a_claim_of_one_article_is_listed_by_outlet_only(page: Page) -> None:
    pile = gather(copied_story()[1])
    (matrix,) = lay_out_claims(pile, find_chapters(pile))

    assert [(o.name, [t.words for t in own]) for o, own, _ in matrix.alone] == [("Strand Wire", ["Nobody was hurt"])]
    assert "1 claim that one article alone tells, by outlet" in words_of(page)


def test_what_is_not_found_in_a_text_leads_to_its_nearest_sentence() -> None:
    pile = gather(copied_story()[1])
    (matrix,) = lay_out_claims(pile, find_chapters(pile))
    (row,) = (r for r in matrix.rows if r.words == "the light failed")
    near = row.cells[1].near, row.cells[3].near

    # the copy has "light" in the captain's words; nothing else there is about it
    assert [n and n.sentence.span.of(n.reading.document.text)[:20] for n in near] == ["“We saw the light to", None]


def test_accounts_are_told_by_origin(page: Page) -> None:
    assert "Origin 1 of 2 2 carriers" in words_of(page)


def test_of_a_wide_matrix_only_the_columns_with_something_in_them_are_drawn() -> None:
    told, _ = copied_story()
    quiet = [Desk(f"quiet-{i}", "The ferry sails again.") for i in range(6)]
    for i, desk in enumerate(quiet):
        desk.article(outlet=f"Quiet {i}", title="Sailing", published="2031-06-01")
    everybody = tuple(sorted(d.id for d in (*told.desks.values(), *quiet)))
    own = [r for r in told.records if not isinstance(r, Story)]
    told.records = [*own, *(r for d in quiet for r in d.records), Story(id="all", by=BY, documents=everybody)]
    pile = gather(told.view())
    (matrix,) = lay_out_claims(pile, find_chapters(pile))

    assert [c.label for b in matrix.heads for c in b.columns] == ["Strand Wire", "Tamm Echo", "Harbour Post"]
    assert [c.label for c in matrix.silent] == ["Quiet Review", *(f"Quiet {i}" for i in range(6))]
    assert "None of these claims was found in Quiet Review; Quiet 0;" in words_of(Page(render_report(told.view())))


# ---- quotations


def test_a_quotation_is_told_from_its_fullest_form_with_what_each_made_of_it() -> None:
    pile = gather(copied_story()[1])
    ((_, (history,)),) = tell_histories(pile, find_chapters(pile))

    assert history.summary == "in 4 articles, 1 with other words or another speaker"
    assert [(u.reading.outlet.name, str(u.words)) for u in history.uses[1:]] == [
        ("Tamm Echo", "We saw the light too late and we are sorry for it"),
        ("Harbour Post", "We saw the light too late <del>and we are sorry for it</del>"),
        ("Quiet Review", '<span class="gap">[9 words left out]</span> <ins>very</ins> sorry for it'),
    ]
    assert [u.carried.outlet.name if u.carried else None for u in history.uses] == [None, "Strand Wire", None, None]


# ---- side by side


def test_two_texts_stand_side_by_side_joined_where_they_share_and_alone_where_not() -> None:
    pile = gather(copied_story()[1])
    pairs, left_out = set_beside(pile, draw_copies(pile))
    (pair,) = pairs
    joined, owner, credit = pair.rows

    assert (left_out, pair.directed, pair.left.outlet.name) == (0, True, "Strand Wire")
    assert (joined.number, joined.same) == (1, False)
    assert "<del>on board</del>" in joined.left
    assert "<ins>aboard</ins>" in joined.right
    assert (str(owner.left), str(owner.right)) == ("The owner said the light had failed.", "")
    assert (str(credit.left), str(credit.right)) == ("", "This text is by Strand Wire.")


def test_a_passage_that_stands_elsewhere_in_the_other_text_keeps_its_number_on_both_sides() -> None:
    told = Told()
    told.share("Strand Wire", "Tamm Echo", "The ferry Ilse ran aground off Tamm on Monday")
    told.share("Strand Wire", "Tamm Echo", "Nobody was hurt, the coastguard said")
    told.share("Strand Wire", "Tamm Echo", "[Ferry aground off Tamm]\n\nThe", "This text is by Strand Wire.")
    told.family(Copy(document=told.desks["Strand Wire"].id), Copy(document=told.desks["Tamm Echo"].id))
    pile = gather(told.view())
    ((pair,), _) = set_beside(pile, draw_copies(pile))

    assert [(r.number, bool(r.left), bool(r.right)) for r in pair.rows if r.moved] == [
        (1, True, False),
        (1, False, True),
    ]
    assert [r.number for r in pair.rows if r.number and not r.moved] == [2, 3]
    assert not pair.directed


# ---- stories


def test_several_stories_have_an_index_and_sections_of_their_own() -> None:
    told, _ = copied_story()
    told.records = [r for r in told.records if not isinstance(r, Story)]
    late = told.desks["Quiet Review"].id
    several = tuple(sorted(d.id for d in told.desks.values() if d.id != late))
    told.records += [Story(id=digest("story", *own), by=BY, documents=own) for own in (several, (late,))]
    page = Page(render_report(told.view()))
    words = words_of(page)

    assert "1 story has several articles, 1 of 4 articles stands alone." in words
    assert "2 claims told by several 1 quotation in several" in words
    assert {"#story-1", "#claims-1", "#sayings-1"} <= set(page.hrefs())


def test_a_pile_of_one_story_has_no_index_of_stories(page: Page) -> None:
    assert "#stories" not in page.hrefs()


def test_what_is_empty_says_what_would_fill_it() -> None:
    told = Told()
    page = Page(render_report(MemoryView([r for d in told.desks.values() for r in d.records])))
    words = words_of(page)

    assert "No two of these articles were found to share a text" in words
    assert "No claims are in this record." in words
    assert "No words were found to be quoted by several of these articles." in words


# ---- files to save


def saved(page: Page, name: str) -> str:
    """Return the content of a file that the page offers to save."""
    (href,) = (a["href"] for tag, a in page.elements if tag == "a" and a.get("download") == name)
    assert href is not None
    return base64.b64decode(href.partition(",")[2]).decode()


def test_the_table_of_claims_has_a_row_an_account_with_its_exact_place(page: Page) -> None:
    told, _ = copied_story()
    rows = list(csv.DictReader(io.StringIO(saved(page, "claims.csv"))))
    texts = {d.id: d.document.text for d in told.desks.values()}

    assert [(r["outlet"], r["stance"], r["value"], r["origin"]) for r in rows[:3]] == [
        ("Strand Wire", "asserts", "40", "1"),
        ("Tamm Echo", "asserts", "40", "1"),
        ("Harbour Post", "attributes", "52", "2"),
    ]
    assert all(texts[r["document"]][int(r["start"]) : int(r["end"])] == r["words"] for r in rows)


def test_the_family_tree_is_saved_as_a_picture_and_as_a_table(page: Page) -> None:
    picture = ElementTree.fromstring(saved(page, "copies.svg"))
    rows = list(csv.DictReader(io.StringIO(saved(page, "copies.csv"))))

    assert "Tamm Echo, 6 May 2031: same text" in " ".join(picture.itertext())
    assert [(r["outlet"], r["is"], r["from"], r["characters in common"], r["of"]) for r in rows] == [
        ("Strand Wire", "origin", "", "", ""),
        ("Tamm Echo", "same text", "Strand Wire", "206", "236"),
    ]


def test_the_table_of_quotations_says_what_each_article_changed(page: Page) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(page, "quotations.csv"))))

    assert [(r["outlet"], r["change"]) for r in rows] == [
        ("Strand Wire", "in full"),
        ("Tamm Echo", "with the text of Strand Wire"),
        ("Harbour Post", "shortened"),
        ("Quiet Review", "shortened, with other words"),
    ]


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>{{ 7 * 7 }}"]
)
def test_hostile_words_in_claims_values_and_credits_stay_words(words: str) -> None:
    tame = {tag for tag, _ in Page(render_report(copied_story()[1])).elements}
    told, _ = copied_story()
    told.claim(
        words,
        ("Strand Wire", "Nobody was hurt", "asserts", {"value": words}),
        ("Tamm Echo", "Nobody was hurt", "denies", {"value": words, "origin": words}),
        reason=words,
    )
    told.family(
        Copy(document=told.desks["Harbour Post"].id, outlet=words, reason=words),
        Copy(document=told.desks["Quiet Review"].id, outlet=words),
        outlet=words,
    )
    page = Page(render_report(told.view()))

    assert {tag for tag, _ in page.elements} <= tame
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]
    assert words in page.words
