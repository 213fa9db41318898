import pytest

from rashomon.link.statement import quoted_spans
from rashomon.model import Span


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in quoted_spans(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We left,” she said.", ["We left,"]),
        ('"We left," she said, "at noon."', ["We left,", "at noon."]),
        ("''We left,'' she said.", ["We left,"]),
        ("«We left», she said.", ["We left"]),
        ("‘We left,’ she said of the pilots’ mess.", ["We left,"]),
        ("She said ‘the pilots’ mess is cold’ and left.", ["the pilots’ mess is cold"]),
        ("She called it 'a mess' and left.", ["a mess"]),
        ("It is the pilots' mess, she said.", []),
        # inside double marks single ones belong to the words
        ("“They said ‘no’ to us,” she said.", ["They said ‘no’ to us,"]),
        # where double marks are used, a curly single one still opens, a straight one may be an apostrophe
        ("“No,” she said of ‘the plan’.", ["No,", "the plan"]),
        ("\"No,\" she said of the '90s, and 'twas all.", ["No,"]),
        # a long quotation opens each paragraph and is closed in the last
        ("“One thing.\n“Another,” she said.", ["One thing.", "Another,"]),
        # a mark without a partner in the middle of a sentence opens nothing
        ('The 12" gun was old, she said.', []),
    ],
)
def test_words_between_marks_are_found(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_only_what_stands_in_the_content_is_given() -> None:
    text = "“We left,” she said. “They stayed,” he said."

    assert [s.of(text) for s in quoted_spans(text, [Span(21, 35)])] == ["They stayed,"]
