"""Who is who among the articles of one story: invented people, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.cast import Cast, Figure, describe, resolve_story
from rashomon.model import EntityKind

Article = Sequence[Figure]


def named(*names: str, called: Sequence[str] = (), kind: EntityKind = "person", gender: str = "") -> Figure:
    return Figure(kind=kind, names=names, descriptions=_read(called), gender=gender)


def unnamed(*called: str, does: str = "", suffers: str = "", kind: EntityKind = "person") -> Figure:
    read = _read(called)
    deeds = [(v, "does") for v in does.split()] + [(v, "suffers") for v in suffers.split()]
    return Figure(kind=kind, descriptions=read, plural=any(d.plural for d in read), deeds=frozenset(deeds))  # type: ignore[arg-type]


def _read(phrases: Sequence[str]) -> tuple:  # type: ignore[type-arg]
    return tuple(d for d in map(describe, phrases) if d is not None)


def groups(cast: Cast) -> set[frozenset[tuple[int, int]]]:
    """Return the entities as sets of (article, figure)."""
    found: dict[int, set[tuple[int, int]]] = {}
    for a, row in enumerate(cast.numbers):
        for f, number in enumerate(row):
            found.setdefault(number, set()).add((a, f))
    return {frozenset(places) for places in found.values()}


def test_the_same_name_is_one_and_a_surname_is_its_only_bearer() -> None:
    cast = resolve_story([[named("Ada Sorel")], [named("Ada Sorel")], [named("Sorel")]])

    assert [[0], [0], [0]] == cast.numbers
    assert cast.reasons == ["the same name; a part of the name that nobody else in the story bears"]


def test_a_surname_that_two_bear_is_neither() -> None:
    cast = resolve_story([[named("Ada Sorel"), named("Otto Sorel")], [named("Sorel")]])

    assert [[0, 1], [2]] == cast.numbers


def test_namesakes_that_the_pile_tells_apart_stay_apart() -> None:
    judge, nurse = (Figure(kind="person", names=("Ada Sorel",), entity=entity) for entity in ("p1", "p2"))

    assert [[0], [1]] == resolve_story([[judge], [nurse]]).numbers


def test_a_man_is_not_the_woman_who_bears_his_surname() -> None:
    cast = resolve_story([[named("Ada Sorel", gender="f")], [named("Sorel", gender="m")]])

    assert [[0], [1]] == cast.numbers


def test_a_city_is_not_the_man_who_is_called_like_it() -> None:
    cast = resolve_story([[named("Ivo Rinsa")], [named("Rinsa", kind="place")]])

    assert [[0], [1]] == cast.numbers


def test_an_acronym_is_the_organisation_that_another_article_spells_out() -> None:
    cast = resolve_story([[named("Orva River Commission", kind="organisation")], [named("ORC", kind="organisation")]])

    assert [[0], [0]] == cast.numbers


def test_a_role_is_whom_another_article_names_with_it() -> None:
    one = [named("Ivo Marr", called=["the coach"]), unnamed("the club", kind="group")]
    two = [unnamed("the coach"), unnamed("the club", kind="group")]

    cast = resolve_story([one, two])

    assert [[0, 1], [0, 1]] == cast.numbers
    assert cast.reasons[0] == "called coach beside the name"


def test_a_role_that_two_are_named_with_is_neither() -> None:
    one = [named("Ivo Marr", called=["the coach"]), named("Jan Tol", called=["the coach"])]

    cast = resolve_story([one, [unnamed("the coach")]])

    assert [[0, 1], [2]] == cast.numbers


def test_officials_of_two_nations_are_two() -> None:
    cast = resolve_story([[unnamed("French officials", kind="group")], [unnamed("Japanese officials", kind="group")]])

    assert [[0], [1]] == cast.numbers


def test_people_of_two_ages_are_two() -> None:
    cast = resolve_story([[unnamed("a 61-year-old ferryman")], [unnamed("a 23-year-old ferryman")]])

    assert [[0], [1]] == cast.numbers


def test_one_and_many_are_two() -> None:
    cast = resolve_story([[unnamed("the ferryman")], [unnamed("the ferrymen", kind="group")]])

    assert [[0], [1]] == cast.numbers


def test_those_who_do_and_suffer_the_same_are_one_under_two_nouns() -> None:
    one = [unnamed("a drunk motorist", does="hit flee"), unnamed("a nurse", suffers="hit kill")]
    two = [unnamed("the drunk driver", does="hit flee"), unnamed("a nurse", suffers="hit kill")]

    cast = resolve_story([one, two])

    assert [[0, 1], [0, 1]] == cast.numbers
    assert cast.reasons[0] == "evidence weighed: flee (does), drunk"


def things(*phrases: str) -> list[Figure]:
    return [unnamed(phrase, kind="other") for phrase in phrases]


def test_gunmen_of_two_robberies_that_were_taken_for_one_story_are_two() -> None:
    bank = things("a vault", "the counter", "a stolen van", "the savings", "the alarm", "a back door", "an office")
    ferry = things("the purser's cabin", "a lifeboat", "the upper deck", "the pier", "the passengers", "the fog")

    cast = resolve_story([[*bank, unnamed("the gunman")], [*ferry, unnamed("the gunman")], ferry])

    assert cast.numbers[0][-1] != cast.numbers[1][-1]
    assert cast.numbers[1][:-1] == cast.numbers[2]


def test_within_one_article_other_nouns_are_others() -> None:
    article = [unnamed("the old bridge", kind="other"), unnamed("the old ferry", kind="other")]

    assert [[0, 1]] == resolve_story([article]).numbers


def test_no_article_is_no_cast() -> None:
    assert Cast([], []) == resolve_story([])


_FIGURES = st.builds(
    Figure,
    kind=st.sampled_from(["person", "group", "organisation", "other"]),
    names=st.lists(st.sampled_from(["Ada Sorel", "Sorel", "Otto Sorel", "ORC"]), max_size=1).map(tuple),
    descriptions=st.lists(
        st.sampled_from([d for p in ("the driver", "a drunk man", "two officials", "his car") if (d := describe(p))]),
        max_size=2,
        unique=True,
    ).map(tuple),
    deeds=st.frozensets(st.tuples(st.sampled_from(["hit", "flee"]), st.sampled_from(["does", "suffers"])), max_size=2),
)


@given(st.lists(st.lists(_FIGURES, min_size=1, max_size=4), min_size=1, max_size=5, unique_by=repr), st.randoms())
def test_who_is_one_does_not_depend_on_the_order_of_the_articles(articles: list[list[Figure]], random: object) -> None:
    order = list(range(len(articles)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = resolve_story([articles[i] for i in order])

    assert groups(resolve_story(articles)) == {frozenset((order[a], f) for a, f in g) for g in groups(shuffled)}
