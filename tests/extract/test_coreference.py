"""Who is who: names, descriptions and pronouns of small articles parsed by hand."""

from rashomon.extract.coreference_features import Candidate
from rashomon.extract.coreference_pronouns import NOBODY, SIEVE, choose
from rashomon.extract.noted import Noted
from tests.extract.article import article, read, who

ADA = "Ada|NNP|compound|Sorel|PERSON Sorel|NNP|nsubj|resigned|PERSON resigned/resign|VBD|ROOT ."
OTTO = "Otto|NNP|compound|Brandt|PERSON Brandt|NNP|nsubj|arrived|PERSON arrived/arrive|VBD|ROOT ."


def test_a_surname_is_the_person_with_the_full_name() -> None:
    found = who(ADA, "Sorel|NNP|nsubj|wept|PERSON wept/weep|VBD|ROOT .")

    assert found == [("Ada Sorel", "Ada Sorel"), ("Sorel", "Ada Sorel")]


def test_a_surname_in_the_headline_is_the_person_named_in_full_below() -> None:
    found = who("Sorel|NNP|nsubj|resigns|PERSON resigns/resign|VBZ|ROOT", ADA)

    assert found == [("Sorel", "Ada Sorel"), ("Ada Sorel", "Ada Sorel")]


def test_a_brother_named_later_is_somebody_else() -> None:
    found = who(
        "Sorel|NNP|nsubj|wept|PERSON wept/weep|VBD|ROOT .",
        "Her|PRP$|poss|sister sister|NN|nsubj|resigned , Ada|NNP|compound|Sorel|PERSON Sorel|NNP|appos|sister|PERSON "
        ", resigned/resign|VBD|ROOT .",
    )

    assert ("Sorel", "Sorel") in found
    assert ("Ada Sorel", "Ada Sorel") in found


def test_the_merge_is_explained() -> None:
    document, parse = article(ADA, "Sorel|NNP|nsubj|wept|PERSON wept/weep|VBD|ROOT .")
    mentions, entities = read(document, parse)

    assert mentions[1].reason == "surname of Ada Sorel"
    assert entities[0].aliases == ("Sorel",)


def test_an_acronym_is_the_organisation_whose_initials_it_has() -> None:
    found = who(
        "Orva|NNP|compound|Commission|ORG River|NNP|compound|Commission|ORG Commission|NNP|nsubj|met|ORG "
        "met/meet|VBD|ROOT .",
        "ORC|NNP|nsubj|closed|ORG closed/close|VBD|ROOT .",
    )

    assert found[1] == ("ORC", "Orva River Commission")


PORTS = (
    "The|DT|det|Ministry Ministry|NNP|nsubj|met|ORG of|IN|prep|Ministry|ORG Ports|NNPS|pobj|of|ORG "
    "of|IN|prep|Ports|ORG Norway|NNP|pobj|of|ORG met/meet|VBD|ROOT ."
)
FISH = "The|DT|det|Ministry Ministry|NNP|nsubj|met|ORG of|IN|prep|Ministry|ORG Fish|NNP|pobj|of|ORG met/meet|VBD|ROOT ."
BARE = "The|DT|det|Ministry Ministry|NNP|nsubj|slept|ORG slept/sleep|VBD|ROOT ."


def test_the_ministry_is_the_one_that_the_article_names_in_full() -> None:
    assert ("Ministry", "Ministry of Ports of Norway") in who(PORTS, BARE)


def test_the_ministry_keeps_to_itself_where_two_are_named() -> None:
    assert ("Ministry", "Ministry") in who(PORTS, FISH, BARE)


def test_a_ministry_without_its_country_is_the_same() -> None:
    shorter = PORTS.replace(" of|IN|prep|Ports|ORG Norway|NNP|pobj|of|ORG", "")

    assert ("Ministry of Ports", "Ministry of Ports of Norway") in who(PORTS, shorter)


def test_a_republic_is_the_same_country_with_its_short_name() -> None:
    republic = "the|DT|det|Republic|ORG Republic|NNP|pobj|of|ORG of|IN|prep|Republic|ORG Norway|NNP|pobj|of"
    longer = PORTS.replace("Norway|NNP|pobj|of", republic)

    assert ("Ministry of Ports of Norway", "Ministry of Ports of the Republic of Norway") in who(longer, PORTS)


def named(*words: str) -> str:
    """Return a sentence about an organisation of two words."""
    first, last = words
    return f"{first}|NNP|compound|{last}|ORG {last}|NNP|nsubj|met|ORG met/meet|VBD|ROOT ."


COMPANY = "The/the|DT|det|company company|NN|nsubj|slept slept/sleep|VBD|ROOT ."


def test_the_company_is_the_one_organisation_that_is_a_company_by_its_name() -> None:
    assert who(named("Orva", "Shipping"), named("River", "Conservancy"), COMPANY)[-1] == (
        "The company",
        "Orva Shipping",
    )


def test_the_company_is_nobody_known_where_two_are_open() -> None:
    assert who(named("Orva", "Shipping"), named("Halvian", "Airlines"), COMPANY)[-1] == ("The company", "The company")


def test_the_newspaper_is_not_the_company() -> None:
    paper = COMPANY.replace("company", "newspaper")

    assert who(named("Orva", "Gazette"), named("Halvian", "Airlines"), paper)[-1] == ("The newspaper", "Orva Gazette")


def test_the_two_are_a_group_that_they_stands_for() -> None:
    found = who(
        "The/the|DT|det|two two|CD|nsubj|left left/leave|VBD|ROOT .", "They|PRP|nsubj|wept wept/weep|VBD|ROOT ."
    )

    assert found == [("The two", "The two"), ("They", "The two")]


def test_pronouns_go_to_the_person_of_their_gender() -> None:
    found = who(
        ADA,
        OTTO,
        "She|PRP|nsubj|wept wept/weep|VBD|ROOT .",
        "He|PRP|nsubj|laughed laughed/laugh|VBD|ROOT .",
    )

    assert found[2:] == [("She", "Ada Sorel"), ("He", "Otto Brandt")]


def test_a_pronoun_that_agrees_with_nobody_is_left_open() -> None:
    assert who(OTTO, "She|PRP|nsubj|wept wept/weep|VBD|ROOT .")[1] == ("She", None)


def test_who_is_the_noun_that_the_clause_describes() -> None:
    found = who(
        "Sorel|NNP|nsubj|slept|PERSON , who|WP|nsubj|resigned resigned/resign|VBD|relcl|Sorel , slept/sleep|VBD|ROOT ."
    )

    assert found == [("Sorel", "Sorel"), ("who", "Sorel")]


def test_an_apposition_says_who_the_minister_is() -> None:
    found = who(
        "Ada|NNP|compound|Sorel|PERSON Sorel|NNP|nsubj|resigned|PERSON , the|DT|det|minister "
        "harbour|NN|compound|minister minister|NN|appos|Sorel , resigned/resign|VBD|ROOT .",
        OTTO,
        "The/the|DT|det|minister minister|NN|nsubj|wept wept/weep|VBD|ROOT .",
    )

    assert ("The minister", "Ada Sorel") in found


def test_a_title_says_who_the_premier_is() -> None:
    found = who(
        "Premier|NNP|compound|Sorel Ada|NNP|compound|Sorel|PERSON Sorel|NNP|nsubj|resigned|PERSON "
        "resigned/resign|VBD|ROOT .",
        "The/the|DT|det|premier premier|NN|nsubj|wept wept/weep|VBD|ROOT .",
    )

    assert found[1] == ("The premier", "Ada Sorel")


def test_another_minister_is_somebody_else() -> None:
    found = who(
        "Ada|NNP|compound|Sorel|PERSON Sorel|NNP|nsubj|resigned|PERSON , the|DT|det|minister "
        "harbour|NN|compound|minister minister|NN|appos|Sorel , resigned/resign|VBD|ROOT .",
        "The/the|DT|det|minister finance|NN|compound|minister minister|NN|nsubj|wept wept/weep|VBD|ROOT .",
    )

    assert found[-1] == ("The finance minister", "The finance minister")


def test_a_group_is_itself_and_the_same_group_again() -> None:
    document, parse = article(
        "Officials/official|NNS|nsubj|wept wept/weep|VBD|ROOT .",
        "Officials/official|NNS|nsubj|slept slept/sleep|VBD|ROOT .",
    )
    mentions, entities = read(document, parse)

    assert [(e.name, e.kind) for e in entities] == [("Officials", "group")]
    assert {m.entity for m in mentions} == {entities[0].id}


def test_subject_and_object_of_one_verb_are_two() -> None:
    found = who(
        OTTO,
        "Karl|NNP|nsubj|praised|PERSON praised/praise|VBD|ROOT him|PRP|dobj|praised .",
    )

    assert found[-1] == ("him", "Otto Brandt")


def test_the_sieve_prefers_the_subject_of_the_sentence_before() -> None:
    pronoun = Noted(0, 0, 0, "person", "pronoun", gender="m")
    subject = Candidate(3, ["he:distance=1", "he:role=subject"])
    nearer = Candidate(5, ["he:distance=1", "he:role=oblique", "he:rank=0"])

    assert choose(pronoun, [nearer, subject], SIEVE)[0] == 3


def test_nobody_is_chosen_where_there_is_no_candidate() -> None:
    assert choose(Noted(0, 0, 0, "person", "pronoun"), [], SIEVE) == (NOBODY, 1.0)


def test_who_is_never_the_place_where_somebody_stands() -> None:
    found = who(
        "Soldiers/soldier|NNS|nsubj|fled in/in|IN|prep|Soldiers Norway|NNP|pobj|in|GPE "
        "who|WP|nsubj|slept slept/sleep|VBD|relcl|Norway fled/flee|VBD|ROOT ."
    )

    assert [("Soldiers", "Soldiers"), ("Norway", "Norway"), ("who", "Soldiers")] == found
