from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Document, Parse, Sentence, Span, Zone, ZoneKind, digest
from rashomon.parse import parse_document


def parsed(text: str, *zones: tuple[int, int, ZoneKind]) -> tuple[Parse, list[str]]:
    document = Document(
        id=digest("t", text), text=text, ref="t", text_sha256="", raw_sha256="", media_type="text/plain"
    )
    records = [
        Zone(id=str(a), document=document.id, by="clean/1", span=Span(a, b), kind=kind)
        for a, b, kind in zones or ((0, len(text), "body"),)
    ]
    layers = parse_document(document, records)
    sentences: list[Sentence] = layers["sentence"]
    return layers["parse"], [s.span.of(text) for s in sentences]


def test_tokens_point_at_the_original_characters_around_masked_markup() -> None:
    text = "The <u>harbour master</u>  resigned."
    parse, _ = parsed(text)

    assert ["The", "harbour", "master", "resigned", "."] == [
        text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)
    ]


def test_sentences_never_cross_a_paragraph() -> None:
    _, sentences = parsed("Talks on the strait\n\nbroke down on Monday. Nobody signed.")

    assert ["Talks on the strait", "broke down on Monday.", "Nobody signed."] == sentences


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    text = "The ferry had left the\nharbour before the\nwardens came to the\nquay with a writ."
    _, sentences = parsed(text)

    assert [text] == sentences


def test_sentences_never_cross_a_zone() -> None:
    text = "Quiet night The ferry sailed."
    _, sentences = parsed(text, (0, 11, "title"), (12, 29, "body"))

    assert ["Quiet night", "The ferry sailed."] == sentences


def test_furniture_is_not_parsed() -> None:
    text = "Share this\n\nThe ferry sailed."
    _, sentences = parsed(text, (0, 10, "furniture"), (12, 29, "body"))

    assert ["The ferry sailed."] == sentences


def test_a_closing_mark_belongs_to_the_sentence_that_it_closes() -> None:
    text = '"The quay is closed. Go home." The crowd left.'
    _, sentences = parsed(text)

    assert all(not s.startswith('" ') and s != '"' for s in sentences)
    assert "The crowd left." in sentences


def test_heads_stay_inside_their_sentence() -> None:
    parse, _ = parsed("The minister denied the report. Her ministry said the buoys had moved.")

    assert all(a <= parse.head[i] < b for a, b in parse.sentences for i in range(a, b))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc DE.\"“”'\n\r\t<u>&;é\u200b🙂", min_size=1, max_size=120))
def test_no_token_leaves_its_text_and_all_are_in_order(text: str) -> None:
    parse, _ = parsed(text)

    assert all(0 <= a < b <= len(text) for a, b in zip(parse.starts, parse.ends, strict=True))
    assert all(e <= s for e, s in zip(parse.ends, parse.starts[1:], strict=False))
    assert sum(b - a for a, b in parse.sentences) == len(parse.words)
