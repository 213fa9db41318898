"""Taggings written by hand: what becomes of words whose roles are known."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.tagged import tagged_spans
from rashomon.model import Document, Parse, Quotation, Span, Tagging

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = {"s": "source", "q": "cue", "c": "content"}
WORD = re.compile(r"\w+|[^\w\s]")


def document(text: str) -> Document:
    return Document(id="d", text=text, ref="d.txt", text_sha256="", raw_sha256="", media_type="text/plain")


def parse(text: str) -> Parse:
    """Give a parse that knows the quotations and nothing else."""
    found = [Quotation(Span(*m.span()), Span(m.start() + 1, m.end() - 1)) for m in re.finditer('"[^"]+"', text)]
    return Parse(
        words=[], starts=[], ends=[], lemma=[], pos=[], tag=[], dep=[], head=[], entity=[], entity_start=[],
        sentences=[], quotations=found,
    )  # fmt: skip


def tagging(text: str, roles: str, links: dict[int, int], sure: float = 0.94) -> Tagging:
    """Give a tagging with a letter a word: s(ource), q (cue), c(ontent), capital where a stretch begins, or a dot."""
    words = list(WORD.finditer(text))
    assert len(words) == len(roles)
    scores = []
    for letter in roles:
        role = ROLES.get(letter.lower())
        label = "O" if role is None else f"{'B' if letter.isupper() else 'I'}-{role}"
        scores.append([sure if name == label else (1 - sure) / 6 for name in LABELS])
    hung = [((links[k], 0.9), (-1, 0.05)) if k in links else ((-1, 0.9),) for k in range(len(words))]
    return Tagging(
        labels=LABELS, starts=[m.start() for m in words], ends=[m.end() for m in words], scores=scores, links=hung
    )


def read(text: str, roles: str, links: dict[int, int]) -> list[tuple[list[str], list[str], list[str]]]:
    drafts = tagged_spans(document(text), parse(text), tagging(text, roles, links))
    return [
        ([s.of(text) for s in d.source], [s.of(text) for s in d.cue], [s.of(text) for s in d.content]) for d in drafts
    ]


def test_a_content_goes_with_its_cue_and_the_cue_with_its_source() -> None:
    found = read("Reik said the quarry will open.", "SQCccc.", {1: 0, 2: 1, 3: 1, 4: 1, 5: 1})

    assert [(["Reik"], ["said"], ["the quarry will open"])] == found


def test_a_quotation_that_goes_on_in_the_next_paragraph_stays_one_content() -> None:
    text = '"Stay put.\n"Go home." Reik said.'
    below = Quotation(Span(11, 21), Span(12, 20), continues=True)
    whole = parse(text)
    whole = structs.replace(whole, quotations=[Quotation(Span(0, 10), Span(1, 10)), below])
    hung = tagging(text, "CcccCccccSQ.", {4: 10, 5: 10, 6: 10, 7: 10, 8: 10, 10: 9})
    (draft,) = tagged_spans(document(text), whole, hung)

    assert (Span(0, 21),) == draft.content


def test_the_comma_that_closes_an_apposition_is_no_part_of_the_source() -> None:
    found = read("Reik, a mason, said it is late.", "SssssQccc.", {5: 0, 6: 5, 7: 5, 8: 5})

    assert [(["Reik, a mason"], ["said"], ["it is late"])] == found


def test_one_source_serves_two_cues() -> None:
    text = "Reik said it is late and added it is cold."
    links = {1: 0, 2: 1, 3: 1, 4: 1, 6: 0, 7: 6, 8: 6, 9: 6}

    assert [
        (["Reik"], ["said"], ["it is late"]),
        (["Reik"], ["added"], ["it is cold"]),
    ] == read(text, "SQCcc.QCcc.", links)


def test_a_cue_without_a_source_keeps_none() -> None:
    found = read("The dam broke, reportedly.", "Ccc.Q.", {0: 4, 1: 4, 2: 4})

    assert [([], ["reportedly"], ["The dam broke"])] == found


def test_a_quotation_that_is_mostly_content_is_content_from_mark_to_mark() -> None:
    text = 'Reik said "the dust is bad for us".'
    links = dict.fromkeys(range(2, 10), 1) | {1: 0}

    assert [(["Reik"], ["said"], ['"the dust is bad for us"'])] == read(text, "SQ.Ccccc...", links)


def test_a_discontinuous_content_is_one_attribution() -> None:
    text = '"It is late," Reik said, "and cold."'
    links = dict.fromkeys([*range(6), *range(9, 14)], 7) | {7: 6}
    found = read(text, "CcccccSQ.Ccccc", links)

    assert [(["Reik"], ["said"], ['"It is late,"', '"and cold."'])] == found


def test_a_scrap_without_a_cue_is_left_out() -> None:
    assert [] == read("The valley is grey and nobody minds.", ".C......", {})


def test_words_after_a_name_and_a_colon_are_the_name_s() -> None:
    assert [(["Reik"], [], ["The quarry must open"])] == read("Reik: The quarry must open", "S.Cccc", {})


def test_a_quotation_that_opens_the_next_paragraph_goes_on_with_its_speaker() -> None:
    text = 'Reik said: "It is late."\n\n"It is cold too."'
    links = dict.fromkeys(range(3, 9), 1) | {1: 0}
    found = read(text, "SQ.CcccccCcccccc", links)

    assert [(["Reik"], ["said"], ['"It is late."\n\n"It is cold too."'])] == found


def test_a_quotation_signed_with_a_name_is_that_name_s() -> None:
    text = '"It is much too late." ― Ilse Brandvik, 38, teacher'

    assert [(["Ilse Brandvik"], [], ['"It is much too late."'])] == read(text, "Cccccccc.......", {})


def test_no_stretch_ends_inside_a_hyphenated_word() -> None:
    found = read("Reik said it is half-hearted work.", "SQCcc....", {1: 0, 2: 1, 3: 1, 4: 1})

    assert [(["Reik"], ["said"], ["it is half-hearted"])] == found


TEXT = 'Ilse Brandvik said "the ferry is late, half-empty and cold" - nobody minded.\n\n"It sails at noon: come."'
COUNT = len(WORD.findall(TEXT))


@st.composite
def taggings(draw: st.DrawFn) -> Tagging:
    roles = draw(st.text("sqcSQC.", min_size=COUNT, max_size=COUNT))
    links = draw(st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)))
    return tagging(TEXT, roles, links, draw(st.floats(0.2, 1)))


@given(taggings())
def test_no_span_leaves_its_text_and_every_draft_has_a_content(tags: Tagging) -> None:
    drafts: list[Draft] = tagged_spans(document(TEXT), parse(TEXT), tags)

    for draft in drafts:
        assert draft.content
        assert 0 <= draft.score <= 1
        for spans in (draft.content, draft.source, draft.cue):
            assert all(s.end <= len(TEXT) for s in spans)
            assert list(spans) == sorted(spans)


@given(taggings())
def test_a_draft_never_holds_the_same_word_twice(tags: Tagging) -> None:
    for draft in tagged_spans(document(TEXT), parse(TEXT), tags):
        spans = sorted([*draft.content, *draft.source, *draft.cue])

        assert all(a.end <= b.start for a, b in pairwise(spans))
