"""Texts as they are scraped -> their parts: one test for each convention, and the partition for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.clean.opening import read_byline
from rashomon.clean.zones import find_parts

PROSE = [
    "The ferry Marrow was stopped on Tuesday by a patrol boat near the mouth of the Sound, the port authority said.",
    "Nobody was hurt, according to the harbour master, who had watched the chase from the old lighthouse.",
    "The owners denied that the vessel had been too fast and promised to show the readings of its instruments.",
    "A hearing will be held next week in the town hall of Torvik, where both sides are expected to speak.",
]


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in find_parts(text, title)]


def not_body(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(kind, words) for kind, words in parts(text, title) if kind != "body"]


def article(*blocks: str) -> str:
    return "\n\n".join(blocks)


def test_prose_alone_is_body() -> None:
    assert [("body", paragraph) for paragraph in PROSE] == parts(article(*PROSE))


def test_one_sentence_is_body() -> None:
    assert [("body", "The ferry sank.")] == parts("The ferry sank.")


def test_masthead_title_byline_stamp_and_labels_open_a_page() -> None:
    text = article("Harbour Post", "Ferry stopped in the Sound after chase", "By Ines Calder and Tom Roe",
                   "Sound Research, May 4, 2031", "Region: Sound, North", *PROSE)  # fmt: skip

    assert [
        ("furniture", "Harbour Post"),
        ("title", "Ferry stopped in the Sound after chase"),
        ("byline", "By Ines Calder and Tom Roe"),
        ("dateline", "Sound Research, May 4, 2031"),
        ("furniture", "Region: Sound, North"),
    ] == not_body(text)


def test_a_person_before_the_date_is_a_byline() -> None:
    text = article("Ferry stopped in the Sound after chase", "Ines Calder, May 4, 2031", *PROSE)

    assert [("byline", "Ines Calder"), ("dateline", ", May 4, 2031")] == not_body(text)[1:]


def test_a_motto_a_menu_and_a_signature_beside_the_date_are_told_from_the_headline() -> None:
    text = article(
        "HARBOUR POST\nAll the news from the quays\nHome | Ships | Tides | Letters", "Ferry stopped in the Sound",
        "Ines Calder in Torvik", "4 May 2031", *PROSE,
    )  # fmt: skip

    assert [
        ("furniture", "HARBOUR POST"),
        ("furniture", "All the news from the quays"),
        ("furniture", "Home | Ships | Tides | Letters"),
        ("title", "Ferry stopped in the Sound"),
        ("byline", "Ines Calder in Torvik"),
        ("dateline", "4 May 2031"),
    ] == not_body(text)


def test_a_date_in_a_byline_is_cut_out() -> None:
    text = article("Ferry stopped in the Sound", "By Ines Calder | May 4, 2031", *PROSE)

    assert [("byline", "By Ines Calder |"), ("dateline", "May 4, 2031")] == not_body(text)[1:]


def test_a_standfirst_is_a_subhead() -> None:
    text = article("Ferry stopped in the Sound after chase", "Owners deny it", "By Ines Calder", *PROSE)

    assert ("subhead", "Owners deny it") in not_body(text)


@pytest.mark.parametrize("end", ["Torvik, 4 May 2031", "Published: 4 May 2031", "By Ines Calder"])
def test_paragraphs_that_are_signed_or_dated_at_their_end_are_body(end: str) -> None:
    text = article("Ferry stopped in the Sound after chase", *PROSE, end)

    assert [("title", "Ferry stopped in the Sound after chase")] == [
        (kind, words) for kind, words in not_body(text) if words != end
    ]


@pytest.mark.parametrize("stamp", ["2031-05-14", "14/05/2031", "14.05.2031", "14\u00a0May\u00a02031"])
def test_a_date_in_figures_below_the_headline_is_a_stamp(stamp: str) -> None:
    text = article("Ferry stopped in the Sound after chase", stamp, *PROSE)

    assert [("title", "Ferry stopped in the Sound after chase"), ("dateline", stamp)] == not_body(text)


@pytest.mark.parametrize("names", ["Mara al-Kadri", "Hala el-Varn and Jon d’Orsk", "Ines van der Roe"])
def test_a_name_with_a_particle_signs(names: str) -> None:
    text = article("Ferry stopped in the Sound after chase", f"By {names}", *PROSE)

    assert ("byline", f"By {names}") in not_body(text)
    assert len(read_byline(f"By {names}")) == names.count(" and ") + 1


def test_a_name_with_a_particle_signs_beside_the_stamp() -> None:
    text = article("Ferry stopped in the Sound after chase", "Ines van der Roe", "4 May 2031", *PROSE)

    assert [("byline", "Ines van der Roe"), ("dateline", "4 May 2031")] == not_body(text)[1:]


def test_a_label_of_a_statement_beside_the_stamp_signs_nothing() -> None:
    text = article("FOR IMMEDIATE RELEASE", "4 May 2031", "Ferry stopped in the Sound after chase", *PROSE)

    assert "byline" not in {kind for kind, _ in parts(text)}


def test_a_declared_title_is_found_though_it_ends_like_a_sentence() -> None:
    text = article("Ferry stopped in the sound after a chase.", *PROSE)

    assert [] == not_body(text)
    assert [("title", "Ferry stopped in the sound after a chase.")] == not_body(
        text, "Ferry Stopped in the Sound After a Chase"
    )


def test_datelines_of_every_style_open_the_text() -> None:
    for dateline in (
        "TORVIK —", "TORVIK, Norland (AP) —", "TORVIK, May 4 (Reuters) -", "(ANSA) - Torvik, May 4 -",
        "TORVIK, May 4. /TASS/.", "Torvik (dpa) –", "Torvik, May 4 (PTI):", "Torvik, May 4, 2031 (PTI)",
    ):  # fmt: skip
        assert [("dateline", dateline), ("body", PROSE[0])] == parts(f"{dateline} {PROSE[0]}")


def test_a_dash_in_the_text_is_no_dateline() -> None:
    assert [] == not_body(article("Calder – who was on board – saw it all from the deck and told us.", *PROSE))


def test_headings_in_the_text_are_subheads() -> None:
    text = article(*PROSE[:2], "Owners object", *PROSE[2:3], "What comes next?", *PROSE[3:])

    assert [("subhead", "Owners object"), ("subhead", "What comes next?")] == not_body(text)


def test_a_question_in_a_transcript_is_no_subhead() -> None:
    assert [] == not_body(article(*PROSE[:2], "I. Calder: And what happened then?", *PROSE[2:]))


def test_a_passage_set_apart_after_a_colon_is_a_block_quote() -> None:
    quoted = "The Marrow never went faster than eleven knots on that day, and our instruments prove it."
    text = article(PROSE[0], "In a letter the owners wrote:", quoted, PROSE[1])

    assert [("block_quote", quoted)] == not_body(text)


def test_a_list_after_a_colon_is_body() -> None:
    assert [] == not_body(article(PROSE[0], "They said this is what to bring:", "- A coat", "- A lamp", PROSE[1]))


def test_a_caption_ends_with_its_credit() -> None:
    text = article("The Marrow at its berth on Monday (Photo: Lina Orr / Sound Press)", *PROSE)

    assert [
        ("caption", "The Marrow at its berth on Monday"),
        ("credit", "(Photo: Lina Orr / Sound Press)"),
    ] == not_body(text)


def test_notices_of_origin_are_credits() -> None:
    for notice in (
        "This article was originally published on <u>Sound Press</u>.",
        "Originally published by the Harbour Post on May 4, 2031.",
        "Republished with permission from The Harbour Post.",
        "Source: SP – Ferry stopped in the Sound",
        "— Reuters",
        "(AP)",
        "The Associated Press contributed to this report.",
        "(Writing by Ines Calder; editing by Tom Roe)",
        "Additional reporting: Tom Roe",
        "(With inputs from PTI)",
        "Compiled by Ines Calder",
    ):
        assert [("credit", notice)] == not_body(article(*PROSE, notice))


def test_what_people_told_an_agency_is_no_credit() -> None:
    for sentence in (
        "The captain told Reuters that he had seen nothing of the kind that night.",
        "According to AP, the letter was first published by the Harbour Post in April.",
        "The owners published the readings on Monday via the website of the Harbour Post.",
    ):
        assert [] == not_body(article(*PROSE, sentence))


def test_furniture_between_paragraphs() -> None:
    for words in (
        "READ ALSO: Bridge over the Sound opens after nine years",
        "Advertisement",
        "Share this article",
        "Sign up for our newsletter and never miss a story from the Sound.",
        "Facebook | Twitter | Email",
        "This story has been updated to include the reply of the owners.",
        "Follow us on Telegram and subscribe to our channel.",
        "* * *",
    ):
        assert [("furniture", words)] == not_body(article(*PROSE[:2], words, *PROSE[2:]))


def test_furniture_in_mid_line() -> None:
    text = f"{PROSE[0]} [READ MORE: Bridge over the Sound opens] {PROSE[1]}"

    assert [
        ("body", PROSE[0]),
        ("furniture", "[READ MORE: Bridge over the Sound opens]"),
        ("body", PROSE[1]),
    ] == parts(text)


def test_a_stamp_run_into_the_headline_is_cut_out() -> None:
    text = article("Ferry stopped in the Sound Posted: May 4, 2031 1:16 PM EDT Updated: May 5, 2031 2:00 PM", *PROSE)

    assert [
        ("title", "Ferry stopped in the Sound"),
        ("dateline", "Posted: May 4, 2031 1:16 PM EDT"),
        ("furniture", "Updated: May 5, 2031 2:00 PM"),
    ] == not_body(text)


def test_a_list_of_links_is_furniture_up_to_the_next_prose() -> None:
    links = ["Bridge over the Sound opens", "Why do ferries run late?"]
    text = article(*PROSE[:2], "Related stories", *links, *PROSE[2:], "More on this topic", *links)

    assert [("furniture", words) for words in ["Related stories", *links, "More on this topic", *links]] == not_body(
        text
    )


def test_notes_on_the_author_and_stray_lines_at_the_end_are_furniture() -> None:
    note = "Ines Calder is a fellow at the Institute for Straits and writes on shipping."
    text = article("Ferry stopped in the Sound after chase", "By Ines Calder", *PROSE, "Source: Sound Press",
                   "Spread the word, tell a friend", note, "© 2031 Harbour Post. All rights reserved.")  # fmt: skip

    assert [
        ("credit", "Source: Sound Press"),
        ("furniture", "Spread the word, tell a friend"),
        ("furniture", note),
        ("furniture", "© 2031 Harbour Post. All rights reserved."),
    ] == not_body(text)[2:]


def test_a_signature_is_furniture() -> None:
    signature = "Ines Calder, columnist and expert on straits, exclusively for the magazine “Northern Outlook”"

    assert [("furniture", signature)] == not_body(article(*PROSE, signature))


def test_a_person_of_the_story_is_no_author() -> None:
    assert [] == not_body(article("Odd Lien spoke first, and everybody in the hall listened to him in silence.", *PROSE,
                                  "Odd Lien is a member of the board of the port authority."))  # fmt: skip


def test_a_repeated_pull_quote_is_furniture_and_the_sentence_it_repeats_is_not() -> None:
    pull = "the owners denied that the vessel had been too fast"

    assert [("furniture", pull)] == not_body(article(PROSE[0], pull, *PROSE[1:]))


def test_the_article_is_told_from_a_scraped_page() -> None:
    menu = "\n".join(
        f"    * {word}" for word in ("Home", "World", "Ships", "Weather", "Ports", "Tides", "Crew", "Jobs", "Log in")
    )
    teasers = "\n".join(f"      {words}" for words in ("Bridge opens", "Tide tables", "Ten best piers", "Crew wanted"))
    prose = "\n\n".join(f"  {paragraph}" for paragraph in PROSE)
    text = f"{menu}\n  Ferry stopped in the Sound after chase\n  Share\n{prose}\n    Comments\n{teasers}\n{menu}\n"

    kept = [words for kind, words in parts(text) if kind != "furniture"]

    assert ["Ferry stopped in the Sound after chase", *PROSE] == kept


def test_a_hard_wrapped_paragraph_is_one_part() -> None:
    wrapped = "The ferry Marrow was stopped\non Tuesday by a patrol boat\nnear the mouth of the Sound,\nshe said."

    assert [("body", wrapped), ("body", wrapped)] == parts(f"{wrapped}\n\n{wrapped}")


LINES = st.sampled_from(
    [*PROSE, "", "  ", "Share", "By Ines Calder", "May 4, 2031", "READ ALSO: Bridge opens", "TORVIK (AP) — Rain.",
     "(Photo: AP)", "Related stories", "* Home", "> He said so.", "\u2028", "\x85",
     "Source: TASS", "© 2031 AP", "<u>x</u>"]
)  # fmt: skip


@given(text=st.one_of(st.text(), st.lists(LINES, max_size=40).map("\n".join), st.lists(LINES).map(" ".join)))
@example(text="\n\n")
@settings(max_examples=300, deadline=None)
def test_every_character_that_is_not_white_space_lies_in_exactly_one_part(text: str) -> None:
    found = find_parts(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[part.start : part.end].strip() == text[part.start : part.end] != "" for part in found)
    inside = {i for part in found for i in range(part.start, part.end)}
    assert not [char for i, char in enumerate(text) if i not in inside and not char.isspace()]
