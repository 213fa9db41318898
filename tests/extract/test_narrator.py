"""The author's `I`: whom it stands for, and where it is left alone."""

from rashomon.extract.mention import find_mentions
from rashomon.model import Article, Span, Zone
from tests.extract.article import article

BYLINE = "Ada|NNP|compound|Sorel|PERSON Sorel|NNP|ROOT||PERSON"
WEPT = "I|PRP|nsubj|wept wept/weep|VBD|ROOT ."


def authors(*sentences: str, byline: tuple[str, ...] = ("Ada Sorel",)) -> list[str]:
    """Return the names of those whom each `I` of the body stands for; the first sentence is the byline."""
    document, parse = article(*sentences)
    about = Article(id="", by="", document=document.id, byline=byline)
    body = Zone(
        id="", by="", document=document.id, span=Span(document.text.index("\n"), len(document.text)), kind="body"
    )
    found = find_mentions(document=document, parse=parse, zone=[body], article=about)
    names = {e.id: e.name for e in found["entity"]}
    return [names[m.entity] for m in found["mention"] if m.span.of(document.text) == "I"]


def test_i_is_the_author_of_the_byline() -> None:
    assert authors(BYLINE, WEPT) == ["Ada Sorel"]


def test_i_in_a_quotation_is_somebody_else() -> None:
    assert authors(BYLINE, f'" {WEPT} "', WEPT) == ["Ada Sorel"]


def test_one_of_two_authors_is_not_known() -> None:
    assert authors(BYLINE, WEPT, byline=("Ada Sorel", "Otto Brandt")) == []


def test_who_says_i_in_an_interview_is_not_told_by_the_byline() -> None:
    labelled = ["Q:|NN|ROOT " + WEPT] * 3

    assert authors(BYLINE, *labelled) == []


def test_an_author_whom_the_text_does_not_name_has_no_entity() -> None:
    assert authors("Otto|NNP|compound|Brandt|PERSON Brandt|NNP|ROOT||PERSON", WEPT) == []
