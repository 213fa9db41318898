"""The words of a source -> the entity that speaks, or nobody."""

from rashomon.extract.speaker import longest_mentions, speaker_of
from rashomon.model import Span
from tests.extract.article import article, read


def speaker(source: str, *sentences: str) -> str | None:
    """Return the name of the entity that the words of the source stand for."""
    document, parse = article(*sentences)
    mentions, entities = read(document, parse)
    start = document.text.index(source)
    found = speaker_of([Span(start, start + len(source))], parse, longest_mentions(parse, mentions))
    return next((e.name for e in entities if e.id == found), None)


SAID = "said/say|VBD|ROOT so|RB|advmod|said ."


def test_a_name_is_the_person() -> None:
    assert speaker("Sorel", f"Sorel|NNP|nsubj|said|PERSON {SAID}") == "Sorel"


def test_a_spokesman_for_the_ministry_is_the_spokesman() -> None:
    sentence = (
        "A/a|DT|det|spokesman spokesman|NN|nsubj|said for|IN|prep|spokesman the|DT|det|Ministry "
        f"Ministry|NNP|pobj|for|ORG {SAID}"
    )

    assert speaker("A spokesman for the Ministry", sentence) == "A spokesman"


def test_according_to_is_not_part_of_the_speaker() -> None:
    sentence = (
        "It|PRP|nsubj|sank sank/sink|VBD|ROOT according|VBG|prep|sank to|IN|prep|according Sorel|NNP|pobj|to|PERSON"
    )

    assert speaker("according to Sorel", sentence) == "Sorel"


def test_two_speakers_are_not_one() -> None:
    sentence = f"Sorel|NNP|nsubj|said|PERSON and|CC|cc|Sorel Brandt|NNP|conj|Sorel|B-PERSON {SAID}"

    assert speaker("Sorel and Brandt", sentence) is None


def test_a_letter_does_not_speak() -> None:
    assert speaker("The letter", f"The/the|DT|det|letter letter|NN|nsubj|said {SAID}") is None


def test_a_name_after_a_long_description_is_the_speaker() -> None:
    sentence = (
        "A/a|DT|det|lawyer lawyer|NN|nsubj|said hired/hire|VBN|acl|lawyer by|IN|agent|hired sailors/sailor|NNS|pobj|by "
        f", Ada|NNP|compound|Roe|PERSON Roe|NNP|appos|sailors|PERSON , {SAID}"
    )

    assert speaker("A lawyer hired by sailors , Ada Roe ,", sentence) == "Ada Roe"


def test_no_source_is_nobody() -> None:
    _, parse = article("Sorel|NNP|nsubj|said|PERSON said/say|VBD|ROOT .")

    assert speaker_of([], parse, {}) is None
