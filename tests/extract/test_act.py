"""What kind of saying, on grammar worked out by hand."""

import pytest

from rashomon.extract.act import act_of
from rashomon.extract.attribution.draft import Draft
from rashomon.model import Span
from tests.extract.grammar import read


def act(notation: str, cue: str, content: str) -> tuple[str, str]:
    document, parse = read(notation)
    text = document.text
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (cue, content)]
    kind = act_of(Draft(cue=(spans[0],), content=(spans[1],)), parse)
    return kind.act, kind.reason


CLAUSE = "they|PRON|nsubj|knew knew/know|VERB|ccomp|{verb}"


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("said/say", "statement"),
        ("asked/ask", "question"),
        ("believed/believe", "belief"),
        ("promised/promise", "intention"),
        ("feared/fear", "attitude"),
        ("denied/deny", "denial"),
    ],
)
def test_the_cue_word_decides(verb: str, expected: str) -> None:
    word = verb.split("/")[0]

    assert act(f"Ilves|PROPN|nsubj|{word} {verb}|VERB|ROOT {CLAUSE.format(verb=word)}", word, "they knew") == (
        expected,
        word,
    )


def test_not_said_is_a_denial() -> None:
    notation = f"Ilves|PROPN|nsubj|say did/do|AUX|aux|say not|PART|neg|say say|VERB|ROOT {CLAUSE.format(verb='say')}"

    assert act(notation, "did not say", "they knew") == ("denial", "not … say")


def test_not_denied_is_a_statement() -> None:
    notation = (
        f"Ilves|PROPN|nsubj|deny did/do|AUX|aux|deny not|PART|neg|deny deny|VERB|ROOT {CLAUSE.format(verb='deny')}"
    )

    assert act(notation, "did not deny", "they knew") == ("statement", "not … deny")


def test_not_believed_is_still_a_belief() -> None:
    notation = (
        f"Ilves|PROPN|nsubj|believe did/do|AUX|aux|believe not|PART|neg|believe believe|VERB|ROOT "
        f"{CLAUSE.format(verb='believe')}"
    )

    assert act(notation, "did not believe", "they knew")[0] == "belief"


def test_neither_as_a_subject_negates() -> None:
    notation = f"Neither|PRON|nsubj|said said/say|VERB|ROOT {CLAUSE.format(verb='said')}"

    assert act(notation, "said", "they knew") == ("denial", "neither … said")


def test_telling_with_an_infinitive_is_an_intention() -> None:
    notation = "Ilves|PROPN|nsubj|told told/tell|VERB|ROOT them|PRON|dobj|told to|PART|aux|sail sail|VERB|xcomp|told"

    assert act(notation, "told", "to sail") == ("intention", "told + infinitive")


def test_wanting_to_know_why_is_a_question() -> None:
    notation = (
        "Ilves|PROPN|nsubj|wanted wanted/want|VERB|ROOT to|PART|aux|know know|VERB|xcomp|wanted "
        "why|ADV|advmod|sank boats|NOUN|nsubj|sank sank/sink|VERB|ccomp|know"
    )

    assert act(notation, "wanted to know", "why boats sank")[0] == "question"


def test_refusing_to_say_is_a_denial_whatever_follows() -> None:
    notation = (
        "Ilves|PROPN|nsubj|refused refused/refuse|VERB|ROOT to|PART|aux|say say|VERB|xcomp|refused "
        "why|ADV|advmod|sank boats|NOUN|nsubj|sank sank/sink|VERB|ccomp|say"
    )

    assert act(notation, "refused to say", "why boats sank") == ("denial", "refused")


def test_calling_for_is_not_calling() -> None:
    notation = "Ilves|PROPN|nsubj|called called/call|VERB|ROOT for|ADP|prep|called calm|NOUN|pobj|for"

    assert act(notation, "called for", "calm") == ("intention", "called for")


def test_without_a_known_cue_it_is_a_statement() -> None:
    _, parse = read("Boats|NOUN|nsubj|sank sank/sink|VERB|ROOT")

    assert act_of(Draft(content=(Span(0, 5),)), parse).act == "statement"
