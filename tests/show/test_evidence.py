"""Laying out an article: what is cut into blocks, pieces and runs is the whole text, once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Attribution, Document, Span, Zone, ZoneKind
from rashomon.show.evidence import context_of, lay_out, marks_of, segment
from tests.show.small_story import Desk, courier

TEXTS = st.text(alphabet="ab “”\n\r\t.A", max_size=60)
KINDS: st.SearchStrategy[ZoneKind] = st.sampled_from(["title", "dateline", "body", "caption", "furniture"])


@st.composite
def spans_in(draw: st.DrawFn, text: str) -> list[Span]:
    if not text:
        return []
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places).filter(lambda p: p[0] != p[1]), max_size=6))
    return [Span(min(p), max(p)) for p in pairs]


@given(TEXTS, st.data())
def test_blocks_pieces_and_runs_put_together_are_the_text(text: str, data: st.DataObject) -> None:
    zones = [
        Zone(id=str(i), by="t/1", document="d", span=s, kind=data.draw(KINDS))
        for i, s in enumerate(data.draw(spans_in(text)))
    ]
    said = [
        Attribution(id=str(i), by="t/1", document="d", content=(s,), kind="direct")
        for i, s in enumerate(data.draw(spans_in(text)))
    ]
    marks = marks_of(said)
    blocks = lay_out(text, zones)
    runs = [run for b in blocks for p in b.pieces for run in segment(p.start, p.end, marks)]

    assert "".join(text[b.start : b.end] for b in blocks) == text
    assert "".join(text[r.start : r.end] for r in runs) == text
    for run in runs:
        lying = {a.id for a in said for s in a.content if s.start < run.end and run.start < s.end}
        assert {m.id for m in run.marks} == lying


def test_a_dateline_and_the_body_after_it_are_two_pieces_of_one_paragraph() -> None:
    desk = Desk("a", "ORSA, 3 May — The dam held.\n\nNobody came.")
    desk.zone("dateline", "ORSA, 3 May —")
    blocks = lay_out(desk.document.text, [z for z in desk.records if isinstance(z, Zone)])

    assert [[p.kind for p in b.pieces] for b in blocks] == [["dateline", "body"], ["body"]]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = "The dam held through\nthe night and on\ninto the morning of\nthe third day.\n\nNobody came."

    assert [wrapped[b.start : b.end].split()[0] for b in lay_out(wrapped, [])] == ["The", "Nobody"]


def test_what_holds_another_content_lies_outside_it() -> None:
    records = courier()
    document = next(r for r in records if isinstance(r, Document))
    marks = marks_of([r for r in records if isinstance(r, Attribution)])
    at = document.text.index("the gates stay")
    (run,) = segment(at, at + 1, marks)

    assert [m.kind for m in run.marks] == ["mixed", "direct"]


def test_the_context_of_an_attribution_without_sentences_is_its_paragraph() -> None:
    desk = Desk("a", "First line.\n\nHe said he would. She laughed.\n\nLast line.")
    desk.says("he would", cue="said")
    said = next(r for r in desk.records if isinstance(r, Attribution))
    (span,) = context_of(said, [], lay_out(desk.document.text, []))

    assert span.of(desk.document.text).strip() == "He said he would. She laughed."
