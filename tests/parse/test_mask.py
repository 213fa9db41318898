import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.parse import mask_text


@given(st.text())
def test_masking_never_changes_the_length(text: str) -> None:
    assert len(text) == len(mask_text(text))


@given(st.text(alphabet="''\"`<>u/*[](&;ab \n\\{}$", max_size=60))
def test_masking_keeps_line_breaks_where_they_are(text: str) -> None:
    breaks = [i for i, c in enumerate(text) if c == "\n"]

    assert breaks == [i for i, c in enumerate(mask_text(text)) if c == "\n"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a <u>recent</u> visit", "a    recent     visit"),
        ("**Harbour** talks", "  Harbour   talks"),
        ("see [the note](page.html) now", "see  the note             now"),
        ("Ferry &amp; Sons", "Ferry &     Sons"),
        ("she said ''never again'' twice", 'she said  "never again"  twice'),
        ("“Stay,” he said", '"Stay," he said'),
        ("«Stay», he said", '"Stay", he said'),
        ("the harbour’s mouth", "the harbour's mouth"),
        (r"a \textit{quiet} day", "a         quiet  day"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
    ],
)
def test_markup_is_blanked_and_quotation_marks_are_plain(text: str, masked: str) -> None:
    assert masked == mask_text(text)
