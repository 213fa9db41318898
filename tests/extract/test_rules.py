"""Each rule of attribution on grammar worked out by hand; the words come back as text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.rules import rules_spans
from rashomon.model import Document, Parse
from tests.extract.grammar import Token, build, read


def found(notation: str) -> list[dict[str, list[str]]]:
    document, parse = read(notation)

    def words(draft: Draft, role: str) -> list[str]:
        return [span.of(document.text) for span in getattr(draft, role)]

    return [{role: words(d, role) for role in ("content", "source", "cue")} for d in rules_spans(document, parse)]


def test_a_clause_belongs_to_the_subject_of_its_verb() -> None:
    drafts = found(
        "Officials|NOUN|nsubj|said said/say|VERB|ROOT the|DET|det|ferry ferry|NOUN|nsubj|sank "
        "sank/sink|VERB|ccomp|said ."
    )

    assert drafts == [{"content": ["the ferry sank"], "source": ["Officials"], "cue": ["said"]}]


def test_that_belongs_to_the_content() -> None:
    drafts = found(
        "Ilves|PROPN|nsubj|said said/say|VERB|ROOT that|SCONJ|mark|sank boats|NOUN|nsubj|sank "
        "sank/sink|VERB|ccomp|said ."
    )

    assert drafts[0]["content"] == ["that boats sank"]


def test_the_cue_holds_its_negation_and_auxiliaries() -> None:
    drafts = found(
        "Ilves|PROPN|nsubj|said has/have|AUX|aux|said never|ADV|neg|said said/say|VERB|ROOT "
        "they|PRON|nsubj|knew knew/know|VERB|ccomp|said ."
    )

    assert drafts[0]["cue"] == ["has never said"]


def test_a_content_in_two_parts_leaves_the_saying_out() -> None:
    drafts = found(
        "The|DET|det|ferry ferry|NOUN|nsubj|sank , she|PRON|nsubj|said said/say|VERB|parataxis|sank , "
        "sank/sink|VERB|ROOT fast|ADV|advmod|sank"
    )

    assert drafts == [{"content": ["The ferry", "sank fast"], "source": ["she"], "cue": ["said"]}]


def test_according_to_gives_the_clause_around_it() -> None:
    drafts = found(
        "Boats|NOUN|nsubj|sank sank/sink|VERB|ROOT , according/accord|VERB|prep|sank to|ADP|prep|according "
        "the|DET|det|mayor mayor|NOUN|pobj|to"
    )

    assert drafts == [{"content": ["Boats sank"], "source": ["the mayor"], "cue": ["according to"]}]


def test_in_the_words_of_gives_the_clause_around_it() -> None:
    drafts = found(
        "In|ADP|prep|sank the|DET|det|view view|NOUN|pobj|In of|ADP|prep|view Mara|PROPN|pobj|of , "
        "boats|NOUN|nsubj|sank sank/sink|VERB|ROOT ."
    )

    assert drafts == [{"content": ["boats sank"], "source": ["Mara"], "cue": ["In the view of"]}]


def test_an_intention_is_an_attribution() -> None:
    drafts = found(
        "Vell|PROPN|nsubj|vowed vowed/vow|VERB|ROOT to|PART|aux|close close|VERB|xcomp|vowed the|DET|det|strait "
        "strait|NOUN|dobj|close"
    )

    assert drafts == [{"content": ["to close the strait"], "source": ["Vell"], "cue": ["vowed"]}]


def test_a_verb_that_says_nothing_gives_nothing() -> None:
    assert [] == found("Vell|PROPN|nsubj|closed closed/close|VERB|ROOT the|DET|det|strait strait|NOUN|dobj|closed")


def test_a_quotation_before_an_inverted_cue() -> None:
    drafts = found(
        '" We|PRON|nsubj|sailed sailed/sail|VERB|ccomp|said on|ADP|prep|sailed time|NOUN|pobj|on , " '
        "said/say|VERB|ROOT Mara|PROPN|nsubj|said"
    )

    assert drafts == [{"content": ['" We sailed on time , "'], "source": ["Mara"], "cue": ["said"]}]


def test_a_quotation_after_its_cue() -> None:
    drafts = found(
        'Mara|PROPN|nsubj|added added/add|VERB|ROOT : " Nobody|PRON|nsubj|called called/call|VERB|ccomp|added '
        'us|PRON|dobj|called . "'
    )

    assert drafts == [{"content": ['" Nobody called us . "'], "source": ["Mara"], "cue": ["added"]}]


def test_a_quotation_that_goes_on_after_the_cue_is_one_content() -> None:
    drafts = found(
        '" Nobody|PRON|nsubj|called called/call|VERB|ccomp|said , " she|PRON|nsubj|said said/say|VERB|ROOT , '
        '" and|CCONJ|cc|sailed we|PRON|nsubj|sailed sailed/sail|VERB|conj|called . "'
    )

    assert [d["content"] for d in drafts] == [['" Nobody called , "', '" and we sailed . "']]


def test_a_name_and_a_colon_introduce_a_quotation() -> None:
    drafts = found('Mara|PROPN|ROOT : " Nobody|PRON|nsubj|called called/call|VERB|dep|Mara us|PRON|dobj|called . "')

    assert drafts == [{"content": ['" Nobody called us . "'], "source": ["Mara"], "cue": [":"]}]


def test_a_scare_quote_is_no_attribution() -> None:
    assert [] == found(
        'The|DET|det|boats " peace|NOUN|compound|boats " boats|NOUN|nsubj|sailed sailed/sail|VERB|ROOT '
        "again|ADV|advmod|sailed"
    )


def test_a_quotation_inside_a_clause_stays_part_of_the_clause() -> None:
    drafts = found(
        'Mara|PROPN|nsubj|said said/say|VERB|ROOT the|DET|det|search search|NOUN|nsubj|was was/be|AUX|ccomp|said " '
        "a|DET|det|joke joke|NOUN|attr|was told|VERB|acl|joke by|ADP|agent|told cruel|ADJ|amod|people "
        'people|NOUN|pobj|by "'
    )

    assert [d["content"] for d in drafts] == [['the search was " a joke told by cruel people "']]


def test_the_outer_of_two_nested_attributions_stands() -> None:
    drafts = found(
        "Ilves|PROPN|nsubj|said said/say|VERB|ROOT Orle|PROPN|nsubj|claimed claimed/claim|VERB|ccomp|said "
        "boats|NOUN|nsubj|sank sank/sink|VERB|ccomp|claimed"
    )

    assert drafts == [{"content": ["Orle claimed boats sank"], "source": ["Ilves"], "cue": ["said"]}]


def test_a_second_verb_shares_the_subject_of_the_first() -> None:
    drafts = found(
        "Ilves|PROPN|nsubj|blamed blamed/blame|VERB|ROOT the|DET|det|crew crew|NOUN|dobj|blamed and|CCONJ|cc|blamed "
        "said/say|VERB|conj|blamed they|PRON|nsubj|slept slept/sleep|VERB|ccomp|said"
    )

    assert [d["source"] for d in drafts] == [["Ilves"], ["Ilves"]]


WORDS = [
    "Mara",
    "she",
    "said",
    "told",
    "wants",
    "boats",
    "sank",
    "that",
    "to",
    '"',
    ",",
    ".",
    ":",
    "according",
    "claim",
]
LEMMAS = {"said": "say", "told": "tell", "wants": "want", "sank": "sink", "according": "accord"}
LABELS = ["nsubj", "ccomp", "dobj", "xcomp", "prep", "pobj", "parataxis", "mark", "punct", "advcl", "acl", "nsubjpass"]


@st.composite
def parses(draw: st.DrawFn) -> tuple[Document, Parse]:
    """Draw any words in any tree, quotation marks in pairs: the parser may be wrong in every way but one, cycles."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
    if words.count('"') % 2:
        words.append('"')
    cells = []
    for k, word in enumerate(words):
        pos = draw(st.sampled_from(["VERB", "NOUN", "PROPN", "PRON", "ADP", "AUX", "ADJ"]))
        cells.append(
            Token(word, LEMMAS.get(word, word.lower()), pos, draw(st.sampled_from(LABELS)), draw(st.integers(0, k)))
        )
    return build(cells)


@given(parses())
def test_whatever_the_parser_says_spans_stay_in_the_text_and_apart(parsed: tuple[Document, Parse]) -> None:
    document, parse = parsed
    drafts = rules_spans(document, parse)

    for draft in drafts:
        assert all(any(c.isalnum() for c in s.of(document.text)) for s in draft.content)
        assert draft.content
        for role in (draft.content, draft.source, draft.cue):
            assert all(s.end <= len(document.text) for s in role)
            assert all(a.end <= b.start for a, b in pairwise(role))
    contents = sorted(s for d in drafts for s in d.content)
    assert all(a.end <= b.start for a, b in pairwise(contents))


@given(parses())
def test_the_same_parse_gives_the_same_drafts(parsed: tuple[Document, Parse]) -> None:
    assert rules_spans(*parsed) == rules_spans(*parsed)
