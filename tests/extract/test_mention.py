"""Names: what they are, where they start and end; and what holds for the mentions of any text."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Document, Parse, digest
from tests.extract.article import article, kinds, read


def test_a_town_that_the_parser_takes_for_a_person_is_a_place() -> None:
    assert kinds("Kharkiv|NNP|nsubj|burned|PERSON burned/burn|VBD|ROOT .") == {"Kharkiv": "place"}


def test_a_given_name_makes_a_state_a_surname() -> None:
    found = kinds(
        "Denise|NNP|compound|Washington|PERSON Washington|NNP|nsubj|left|PERSON left/leave|VBD|ROOT .",
        "Washington|NNP|nsubj|slept|GPE slept/sleep|VBD|ROOT .",
    )

    assert found == {"Denise Washington": "person", "Washington": "person"}


def test_a_country_that_says_something_is_its_government() -> None:
    found = kinds(
        "Norway|NNP|nsubj|denied|GPE denied/deny|VBD|ROOT it|PRP|dobj|denied .",
        "They|PRP|nsubj|live live|VBD|ROOT in|IN|prep|live Norway|NNP|pobj|in|GPE .",
    )
    document, parse = article(
        "Norway|NNP|nsubj|denied|GPE denied/deny|VBD|ROOT it|PRP|dobj|denied .",
        "They|PRP|nsubj|live live|VBD|ROOT in|IN|prep|live Norway|NNP|pobj|in|GPE .",
    )
    entities = read(document, parse)[1]

    assert found == {"Norway": "place"}
    assert [(e.name, e.kind) for e in entities] == [("Norway", "organisation"), ("Norway", "place")]


def test_a_ministry_is_an_organisation_whatever_the_parser_says() -> None:
    assert kinds("Harbour|NNP|compound|Ministry|GPE Ministry|NNP|nsubj|closed|GPE closed/close|VBD|ROOT .") == {
        "Harbour Ministry": "organisation"
    }


def test_an_adjective_of_a_country_is_a_nationality() -> None:
    assert kinds("Danish|JJ|amod|boats|NORP boats/boat|NNS|nsubj|sank sank/sink|VBD|ROOT .") == {
        "Danish": "nationality"
    }


def test_a_town_and_its_country_are_two_places() -> None:
    found = kinds(
        "He|PRP|nsubj|left left/leave|VBD|ROOT Bergen|NNP|dobj|left|GPE ,||||GPE Norway|NNP|appos|Bergen|GPE ."
    )

    assert found == {"Bergen": "place", "Norway": "place"}


def test_the_title_belongs_to_the_mention_but_not_to_the_name() -> None:
    document, parse = article(
        "Prime|NNP|compound|Minister Minister|NNP|compound|Sorel Ada|NNP|compound|Sorel|PERSON "
        "Sorel|NNP|nsubj|resigned|PERSON resigned/resign|VBD|ROOT ."
    )
    mentions, entities = read(document, parse)

    assert [m.span.of(document.text) for m in mentions] == ["Prime Minister Ada Sorel"]
    assert [e.name for e in entities] == ["Ada Sorel"]


def test_a_headline_is_cut_to_the_name_that_the_article_knows() -> None:
    found = kinds(
        "Sorel|NNP|compound|Wants|PERSON Wants|NNP|compound|Talks|PERSON Talks|NNP|nsubj|Begin|PERSON "
        "Begin|NNP|ROOT Today|NN|npadvmod|Begin",
        "Sorel|NNP|nsubj|resigned|PERSON resigned/resign|VBD|ROOT .",
    )

    assert found == {"Sorel": "person"}


def test_a_place_inside_a_name_is_a_mention_of_its_own() -> None:
    found = kinds(
        "University|NNP|nsubj|closed|ORG of|IN|prep|University|ORG Leeds|NNP|pobj|of|ORG closed/close|VBD|ROOT ."
    )

    assert found == {"University of Leeds": "organisation", "Leeds": "place"}


def test_a_country_unknown_to_the_tables_is_told_by_its_adjective() -> None:
    found = kinds(
        "Halvia|NNP|nsubj|slept|PERSON slept/sleep|VBD|ROOT .",
        "Halvian|JJ|amod|boats boats/boat|NNS|nsubj|sank sank/sink|VBD|ROOT .",
    )

    assert found["Halvia"] == "place"


def test_a_title_that_the_parser_takes_for_a_part_of_the_name_is_none() -> None:
    document, parse = article(
        "Ada|NNP|compound|Sorel|PERSON Sorel|NNP|nsubj|resigned|PERSON resigned/resign|VBD|ROOT .",
        "Spokeswoman|NNP|compound|Sorel|ORG Ada|NNP|compound|Sorel|ORG Sorel|NNP|nsubj|wept|ORG wept/weep|VBD|ROOT .",
    )
    mentions, entities = read(document, parse)

    assert [(e.name, e.kind, e.aliases) for e in entities] == [("Ada Sorel", "person", ())]
    assert len(mentions) == 2


def test_a_lawyer_is_no_part_of_the_name_of_the_lawyer() -> None:
    document, parse = article(
        "Solicitor|NNP|compound|Sorel|PERSON Ada|NNP|compound|Sorel|PERSON Sorel|NNP|nsubj|wept|PERSON "
        "wept/weep|VBD|ROOT ."
    )

    assert [e.name for e in read(document, parse)[1]] == ["Ada Sorel"]


def test_a_company_is_not_robbed_of_its_first_word() -> None:
    assert kinds(
        "General|NNP|compound|Works|ORG Harbour|NNP|compound|Works|ORG Works|NNP|nsubj|shut|ORG shut/shut|VBD|ROOT ."
    ) == {"General Harbour Works": "organisation"}
    assert kinds(
        "Pilot|NNP|compound|Films|ORG Harbour|NNP|compound|Films|ORG Films|NNP|nsubj|shut|ORG shut/shut|VBD|ROOT ."
    ) == {"Pilot Harbour Films": "organisation"}


def test_the_label_before_a_colon_is_no_person() -> None:
    assert kinds("Source/source|NN|ROOT : Orva|NNP|compound|Post|ORG Post|NNP|appos|Source|ORG") == {
        "Orva Post": "organisation"
    }


SHIP = "The/the|DT|det|Hale Mary|NNP|compound|Hale|PERSON Hale|NNP|nsubj|sank|PERSON sank/sink|VBD|ROOT ."
MARY = "Mary|NNP|compound|Hale|PERSON Hale|NNP|nsubj|wept|PERSON wept/weep|VBD|ROOT ."


def test_a_ship_with_the_name_of_a_woman_is_no_person() -> None:
    assert kinds(SHIP, MARY.replace("wept", "sank")) == {"Mary Hale": "other"}


def test_a_woman_stays_one_though_she_has_an_article_once() -> None:
    assert set(kinds(SHIP, MARY, MARY).values()) == {"person"}


def test_only_is_no_part_of_a_description() -> None:
    document, parse = article("Only|RB|advmod|sailors sailors/sailor|NNS|nsubj|wept wept/weep|VBD|ROOT .")

    assert [m.span.of(document.text) for m in read(document, parse)[0]] == ["sailors"]


def test_a_description_does_not_start_in_the_middle_of_a_list() -> None:
    document, parse = article(
        "The|DT|nsubj|wept term|NN|compound|expired -|HYPH|punct|expired expired/expire|VBN|amod|president , "
        "president|NN|nsubj|wept of|IN|prep|president Norway|NNP|pobj|of|GPE wept/weep|VBD|ROOT ."
    )

    assert read(document, parse)[0][0].span.of(document.text) == "president of Norway"


def test_a_ministry_in_a_headline_keeps_its_whole_name() -> None:
    found = kinds(
        "Statement|NN|ROOT by|IN|prep|Statement Ministry|NNP|pobj|by|ORG of|IN|prep|Ministry|ORG "
        "Orva|NNP|compound|Affairs|ORG Affairs|NNPS|pobj|of|ORG Today|NN|npadvmod|Statement",
        "The|DT|det|Ministry Ministry|NNP|nsubj|slept|ORG slept/sleep|VBD|ROOT .",
    )

    assert found == {"Ministry of Orva Affairs": "organisation", "Ministry": "organisation"}


words = st.sampled_from(
    ["Ada", "Sorel", "Kharkiv", "the", "minister", "he", "They", "who", "'s", ",", '"', "said", "in", "Ministry", "of"]
)
tags = st.sampled_from(["NNP", "NN", "NNS", "PRP", "PRP$", "WP", "DT", "VBD", "IN", "POS", ","])
deps = st.sampled_from(["nsubj", "dobj", "compound", "appos", "poss", "relcl", "prep", "pobj", "conj", "attr", "ROOT"])
labels = st.sampled_from(["", "PERSON", "ORG", "GPE", "NORP", "DATE"])


@st.composite
def parses(draw: st.DrawFn) -> tuple[Document, Parse]:
    """Give any columns of one to twenty tokens, however senseless, that keep a Parse's promises."""
    n = draw(st.integers(1, 20))

    def column(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(values, min_size=n, max_size=n))

    forms, entity = column(words), column(labels)
    starts = [sum(len(w) + 1 for w in forms[:k]) for k in range(n)]
    text = " ".join(forms)
    cut = draw(st.integers(0, n))
    return Document(
        id=digest(text), text=text, ref="a", text_sha256="", raw_sha256="", media_type="text/plain"
    ), Parse(
        words=forms, starts=starts, ends=[s + len(w) for s, w in zip(starts, forms, strict=True)],
        lemma=[w.lower() for w in forms], pos=column(st.sampled_from(["PROPN", "NOUN", "PRON", "VERB", "ADP"])),
        tag=column(tags), dep=column(deps), head=_tree(column(st.integers(0, n - 1))), entity=entity,
        entity_start=[bool(e) and (k == 0 or entity[k - 1] != e) for k, e in enumerate(entity)],
        sentences=[r for r in ((0, cut), (cut, n)) if r[0] < r[1]],
    )  # fmt: skip


def _tree(heads: list[int]) -> list[int]:
    """Make every head stand before its token, or be it: no circles."""
    return [min(head, k) for k, head in enumerate(heads)]


@given(parses())
def test_every_mention_stands_in_the_text_once_and_points_at_an_entity_that_is_there(
    made: tuple[Document, Parse],
) -> None:
    document, parse = made
    mentions, entities = read(document, parse)
    known = {e.id for e in entities}

    assert all(m.span.end <= len(document.text) for m in mentions)
    assert len({m.id for m in mentions}) == len(mentions)
    assert len(known) == len(entities)
    assert {m.entity for m in mentions} - {None} == known
    assert [m.span.start for m in mentions] == sorted(m.span.start for m in mentions)


@given(parses())
def test_the_same_article_gives_the_same_records(made: tuple[Document, Parse]) -> None:
    assert read(*made) == read(*made)


@given(parses())
def test_the_name_of_an_entity_stands_in_the_text(made: tuple[Document, Parse]) -> None:
    document, parse = made

    assert all(form in document.text for e in read(document, parse)[1] for form in (e.name, *e.aliases))


def test_the_noun_beside_a_name_says_what_it_is() -> None:
    assert kinds(
        "The/the|DT|det|ferry ferry|NN|nsubj|sank Ada|NNP|compound|Sorel|PERSON Sorel|NNP|appos|ferry|PERSON "
        "sank/sink|VBD|ROOT ."
    ) == {"Ada Sorel": "other"}
    assert kinds(
        "They/they|PRP|nsubj|met met/meet|VBD|ROOT in|IN|prep|met the|DT|det|city city|NN|pobj|in of|IN|prep|city "
        "Lisgard|NNP|pobj|of|PERSON ."
    ) == {"Lisgard": "place"}


def test_a_river_is_told_by_its_estuary_however_the_parser_stumbles() -> None:
    assert kinds("The/the|DT|det|Marn Marn|NNP|nsubj|froze|PERSON estuary|JJ|amod|froze froze/freeze|VBD|ROOT .") == {
        "Marn": "place"
    }


def test_a_kind_that_only_the_parser_tells_is_scored_as_a_guess() -> None:
    guessed, told = (
        read(*article(f"{name}|NNP|nsubj|froze|GPE froze/freeze|VBD|ROOT ."))[1] for name in ("Marnsk", "Kyiv")
    )

    assert [(e.kind, e.score, e.reason) for e in guessed] == [("place", 0.7, "its kind is a guess")]
    assert [(e.kind, e.score, e.reason) for e in told] == [("place", 1.0, None)]
