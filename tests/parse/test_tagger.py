import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Span, Tagging, Zone
from rashomon.parse import mask_text
from rashomon.parse.paragraphs import find_paragraphs
from rashomon.parse.quotations import find_quotations
from rashomon.parse.tagger import LABELS, load_tokenizer, tag_words
from rashomon.parse.windows import SIZE, Pieces, cut_pieces, cut_windows, window_inputs

FERRY = (
    "“We shall not raise the fare,” harbour master Ilse Brandvik said on Monday.\n\n"
    "According to the council, the ferry has lost a third of its passengers since spring."
)
QUARRY = "The quarry will reopen in May, its owner Tomas Reik told the Oresk Radio. Neighbours fear the dust."


def body(text: str) -> list[Zone]:
    return [Zone(id="z", by="clean/1", document="d", span=Span(0, len(text)), kind="body")] if text else []


def tag(text: str) -> Tagging:
    masked = mask_text(text)
    paragraphs = find_paragraphs(masked, body(text))
    return tag_words(masked, paragraphs, find_quotations(text, masked, paragraphs))


def cut(text: str) -> Pieces:
    masked = mask_text(text)
    paragraphs = find_paragraphs(masked, body(text))
    return cut_pieces(load_tokenizer(), masked, paragraphs, find_quotations(text, masked, paragraphs))


def likeliest(text: str, word: str) -> str:
    tagging = tag(text)
    scores = tagging.scores[tagging.starts.index(text.index(word))]
    return LABELS[max(range(len(LABELS)), key=lambda k: scores[k])]


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("We shall", "I-content"),
        ("said", "B-cue"),
        ("Brandvik", "I-source"),
        ("According", "B-cue"),
        ("council", "I-source"),
        ("passengers", "I-content"),
        ("on Monday", "O"),
    ],
)
def test_words_get_the_role_they_play(word: str, label: str) -> None:
    assert label == likeliest(FERRY, word)


def test_a_content_hangs_on_its_cue() -> None:
    tagging = tag(FERRY)
    content, cue = (tagging.starts.index(FERRY.index(w)) for w in ("raise", "said"))
    best = max(tagging.links[content], key=lambda link: link[1])

    assert cue == best[0]


def test_the_same_text_gives_the_same_bytes() -> None:
    first = msgspec.json.encode(tag(FERRY))
    tag(QUARRY)

    assert first == msgspec.json.encode(tag(FERRY))


def test_quotation_marks_of_all_styles_read_alike() -> None:
    plain = tag(FERRY)
    apostrophes = tag(FERRY.replace("“", "''").replace("”", "''"))

    assert plain.scores == apostrophes.scores


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([FERRY, QUARRY, "“Stay,", "–", "Über-Hafen", "\n\n", "x" * 120, "日本"]), max_size=6))
def test_words_stand_in_the_text_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    tagging = tag(text)
    borders = [place for pair in zip(tagging.starts, tagging.ends, strict=True) for place in pair]

    assert borders == sorted(borders)
    assert all(0 <= s < e <= len(text) for s, e in zip(tagging.starts, tagging.ends, strict=True))
    assert all(abs(sum(row) - 1) < 0.01 for row in tagging.scores)
    assert all(-1 <= word < len(tagging.starts) for links in tagging.links for word, _ in links)


@given(st.lists(st.integers(1, 700), max_size=6), st.sampled_from([0, 48]), st.sampled_from([None, 96]))
def test_windows_hold_every_piece_once_and_never_too_many(
    lengths: list[int], context: int, opening: int | None
) -> None:
    pieces = cut("\n\n".join("dam " * n for n in lengths))
    windows = list(cut_windows(pieces, SIZE, context, opening))
    fresh = [k for w in windows for start, end in w.stretches if start >= w.fresh for k in range(start, end)]

    assert fresh == list(range(len(pieces.ids)))
    assert all(len(window_inputs(pieces, w)[0]) <= SIZE for w in windows)


def test_context_is_what_stands_right_before() -> None:
    pieces = cut(" ".join([QUARRY] * 30))
    second = list(cut_windows(pieces))[1]

    assert second.stretches[0][1] == second.fresh
    assert 0 < second.fresh - second.stretches[0][0] <= 48
