import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import RECORDS, AnyRecord, Declared, RawDocument, Span, Zone, digest, finding_id


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_a_span_is_half_open_and_never_empty(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_counts_code_points() -> None:
    assert "ö 🙂" == Span(1, 4).of("Sö 🙂!")


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))
def test_spans_overlap_when_they_share_a_character(a: int, n: int, b: int, m: int) -> None:
    one, other = Span(a, a + n), Span(b, b + m)
    shared = set(range(a, a + n)) & set(range(b, b + m))

    assert bool(shared) == one.overlaps(other)
    assert (set(range(b, b + m)) <= set(range(a, a + n))) == one.holds(other)


def test_a_record_is_told_by_its_layer() -> None:
    zone = Zone(id="1", document="d", by="clean/1", span=Span(0, 4), kind="title")
    line = msgspec.json.encode(zone)

    assert b'"layer":"zone"' in line
    assert zone == msgspec.json.decode(line, type=AnyRecord)


def test_every_layer_has_a_record_of_its_own() -> None:
    tags = [r.__struct_config__.tag for r in RECORDS]

    assert len(tags) == len(set(tags))
    assert {"document", "article", "zone", "sentence", "mention", "entity", "attribution", "timex"} < set(tags)


def test_an_id_depends_on_layer_place_and_document_and_on_nothing_else() -> None:
    spans = [Span(0, 4), Span(6, 9)]

    assert "dcdfb2c4d2995259" == finding_id("zone", "d", spans)
    assert finding_id("zone", "d", spans) != finding_id("zone", "d", spans[:1])
    assert finding_id("zone", "d", spans) != finding_id("mention", "d", spans)
    assert digest("ab", "c") != digest("a", "bc")


def test_the_digest_of_an_input_is_that_of_its_bytes() -> None:
    raw = RawDocument(ref="quay.txt", content=b"The quay.", media_type="text/plain")

    assert hashlib.sha256(b"The quay.").hexdigest() == raw.sha256


def test_a_corrected_date_makes_another_input() -> None:
    first, second = (
        RawDocument(ref="1", content=b"The quay.", media_type="text/plain", declared=Declared(date=date))
        for date in ("2025-10-14", "2025-10-15")
    )

    assert first.sha256 != second.sha256
