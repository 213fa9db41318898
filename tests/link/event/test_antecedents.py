from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.event import choose_antecedent, keys_of, make_cluster, order_of, stays_with
from rashomon.link.event.likeness import are_apart, compare, shipped_weights
from rashomon.profiles import Antecedent, EventProfile, Telling
from tests.link.event.accounts import account

SHELLING = account("shelled", "ASSAULT", by="Kestovian guns", to="the town of Orsk", on="2026-03-02", document="first")

SAME = [
    account("bombardment", "ASSAULT", by="Kestovian artillery", to="Orsk", on="2026-03-02"),
    # an agentless passive leaves out who did it
    account("was shelled", "ASSAULT", to="Orsk", on="2026-03-02"),
    # a denial is an account of the same event
    account("shell", "ASSAULT", by="Kestovian guns", to="Orsk", told="2026-03-03", sentence="They did not shell Orsk"),
    # the narrator may give no day, if the article came out in the days after
    account("shelling", "ASSAULT", to="the town of Orsk", told="2026-03-03"),
]
OTHER = [
    # another town, another day
    account("shelled", "ASSAULT", by="Kestovian guns", to="the town of Varn", on="2026-03-02"),
    account("shelled", "ASSAULT", by="Kestovian guns", to="the town of Orsk", on="2026-03-04"),
    # the other side
    account("shelled", "ASSAULT", by="Halvian guns", to="the village of Mell", on="2026-03-02"),
    # another deed of the same day
    account("threatened", "THREATEN", by="Kestovia", to="Orsk", on="2026-03-02"),
]


@pytest.mark.parametrize("other", SAME, ids=lambda p: p.stem)
def test_accounts_of_one_event_are_joined(other: EventProfile) -> None:
    found = choose_antecedent(other, [SHELLING])

    assert found is not None
    assert SHELLING.event == found.finding


@pytest.mark.parametrize("other", OTHER, ids=lambda p: f"{p.stem} {p.recipients[0].words} {p.earliest}")
def test_like_events_stay_apart(other: EventProfile) -> None:
    assert choose_antecedent(other, [SHELLING]) is None


def test_who_acts_for_a_country_may_be_the_country() -> None:
    minister = account("expelled", "SANCTION", by="GEO: Mara Lint", to="the consul", on="2026-03-02", document="b")
    state = account("expelled", "SANCTION", by="GEO: Georgia", to="the consul", on="2026-03-02")

    assert choose_antecedent(state, [minister]) is not None


def test_two_people_who_are_named_for_one_deed_contradict_each_other() -> None:
    one = account("resigned", "RETREAT", by="Mara Lint", on="2026-03-02")
    other = account("resigned", "RETREAT", by="Olav Brek", on="2026-03-02", document="b")

    assert are_apart(one, other)


def test_it_does_not_matter_who_is_named_first_in_a_meeting() -> None:
    one = account("met", "CONSULT", by="Mara Lint", to="Olav Brek", on="2026-03-02", document="b")
    other = account("talks", "CONSULT", by="Olav Brek", to="Mara Lint", on="2026-03-02")

    found = choose_antecedent(other, [one])

    assert found is not None
    assert "words of one meaning, the same actor, the same recipient, the same day" == found.reason


def test_two_words_of_one_sentence_are_two_deeds_in_its_copies_too() -> None:
    said = "The Kestovian cutter rammed the Vela and fired at it"
    ramming = account("rammed", "ASSAULT", by="Kestovian cutter", to="the Vela", told="2026-03-03", sentence=said)
    shots = account("fired at", "ASSAULT", by="Kestovian cutter", told="2026-03-03", sentence=said, document="b")

    assert choose_antecedent(shots, [ramming]) is None


def test_an_account_without_an_actor_does_not_join_two_that_contradict_each_other() -> None:
    one = account("shot dead", "ASSAULT", by="Mara Lint", to="a guard", on="2026-03-02", document="b")
    other = account("shot dead", "ASSAULT", by="Olav Brek", to="a guard", on="2026-03-02", document="c")
    silent = account("shot dead", "ASSAULT", to="a guard", on="2026-03-02", document="d")

    roots = join([one, other, silent])

    assert roots[one.event] != roots[other.event]
    assert roots[silent.event] in (roots[one.event], roots[other.event])


def join(profiles: Sequence[EventProfile]) -> dict[str, str]:
    """Return the first event of the cluster of each, as a store would that compares all with all."""
    ordered = sorted(profiles, key=order_of)
    roots: dict[str, str] = {}
    for number, profile in enumerate(ordered):
        antecedent = choose_antecedent(profile, ordered[:number])
        roots[profile.event] = roots[antecedent.finding] if antecedent else profile.event
    return roots


@st.composite
def accounts(draw: st.DrawFn) -> EventProfile:
    actor = draw(st.sampled_from(["", "Mara Lint", "Olav Brek", "Kestovian guns", "soldiers"]))
    target = draw(st.sampled_from(["", "Orsk", "the town of Varn", "a bridge"]))
    return account(
        draw(st.sampled_from(["shelled", "attack", "bombardment", "killed"])),
        "ASSAULT",
        by=actor or (),
        to=target or (),
        on=draw(st.sampled_from([None, "2026-03-02", "2026-03-04"])),
        document=draw(st.sampled_from("abcdef")),
    )


PILES = st.lists(accounts(), max_size=9, unique_by=lambda p: p.event)


@given(PILES, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_answer_does_not_depend_on_the_order_of_the_candidates(pile: list[EventProfile], random: object) -> None:
    shuffled = list(pile)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert all(
        choose_antecedent(p, [q for q in pile if order_of(q) < order_of(p)])
        == choose_antecedent(p, [q for q in shuffled if order_of(q) < order_of(p)])
        for p in pile
    )


@given(PILES)
@settings(max_examples=60, deadline=None)
def test_no_event_follows_one_that_it_contradicts(pile: list[EventProfile]) -> None:
    known = {p.event: p for p in pile}
    chosen = [(p, choose_antecedent(p, [q for q in pile if order_of(q) < order_of(p)])) for p in pile]

    assert not any(are_apart(p, known[a.finding]) for p, a in chosen if a is not None)


@given(PILES)
@settings(max_examples=100, deadline=None)
def test_whom_an_event_is_not_compared_with_to_the_end_is_not_missed(pile: list[EventProfile]) -> None:
    for number, profile in enumerate(pile):
        before = pile[:number]

        # with weights of one's own, nothing is left out
        assert choose_antecedent(profile, before, shipped_weights()) == choose_antecedent(profile, before)


@given(accounts(), accounts())
def test_two_accounts_are_as_like_from_either_side(one: EventProfile, other: EventProfile) -> None:
    here, there = compare(one, other), compare(other, one)

    assert (here is None, here and here.score) == (there is None, there and there.score)


@settings(max_examples=400)
@given(st.lists(accounts(), min_size=2, max_size=9, unique_by=lambda p: p.event), st.integers(0, 9))
def test_an_event_that_stays_with_what_it_has_chosen_would_choose_it_of_all(
    pile: list[EventProfile], number: int
) -> None:
    one, *others = pile
    before, new = others[:number], others[number:]
    found = choose_antecedent(one, before)
    chosen = next((other for other in before if found and other.event == found.finding), None)
    if stays_with(one, chosen, new):
        assert found == choose_antecedent(one, others)


def test_an_event_stays_if_none_of_those_that_come_is_like_it() -> None:
    assert stays_with(SAME[0], SHELLING, OTHER)
    assert stays_with(SAME[0], None, OTHER)
    assert not stays_with(SAME[0], None, [*OTHER, SHELLING])


LINT, BREK, SILENT = (
    account("shot dead", "ASSAULT", by=by, to="a guard", on="2026-03-02", document=document)
    for by, document in (("Mara Lint", "b"), ("Olav Brek", "c"), ((), "d"))
)


def test_an_event_may_not_stay_though_it_chooses_none_of_those_that_come_for_their_company() -> None:
    assert choose_antecedent(LINT, [BREK, SILENT]) is None
    assert not stays_with(LINT, None, [BREK, SILENT])


def test_an_event_may_not_stay_where_one_that_it_contradicts_joins_what_it_has_chosen() -> None:
    assert choose_antecedent(LINT, [SILENT]) is not None
    assert choose_antecedent(LINT, [SILENT, BREK]) is None

    assert not stays_with(LINT, SILENT, [BREK])
    assert stays_with(LINT, None, [BREK])


def test_accounts_of_one_event_share_a_key_in_other_words_and_on_an_inferred_day() -> None:
    told_later = account("bombardment", "ASSAULT", to="Orsk", told="2026-03-05")

    assert keys_of(SHELLING, {}) & keys_of(told_later, {})


def test_events_of_other_months_share_no_key() -> None:
    later = account("shelled", "ASSAULT", by="Kestovian guns", to="the town of Orsk", on="2026-05-02")

    assert not keys_of(SHELLING, {}) & keys_of(later, {})


def test_a_key_follows_the_block_of_a_participant_and_not_its_spelling() -> None:
    kyiv = account("attacked", "ASSAULT", by="Kyiv", on="2026-03-02")
    kiev = account("raid", "ASSAULT", by="Kiev", on="2026-03-02")
    blocks = {party.entity: "UKR government" for p in (kyiv, kiev) for party in p.actors if party.entity}

    shared = keys_of(kyiv, blocks) & keys_of(kiev, blocks)

    assert any("UKR government" in key for key in shared)


def test_the_account_that_says_most_stands_first() -> None:
    full = account("shelled", "ASSAULT", by="Kestovian guns", to="Orsk", on="2026-03-04", place="Orsk", document="z")
    bare = account("attack", "ASSAULT", told="2026-03-01", document="a")

    assert [full, bare] == sorted([bare, full], key=order_of)


def test_a_cluster_counts_articles_texts_sources_and_what_each_makes_of_it() -> None:
    first = account("shelled", "ASSAULT", by="Kestovian guns", to="Orsk", on="2026-03-02", document="a")
    copy = account("shelled", "ASSAULT", by="Kestovian guns", to="Orsk", on="2026-03-02", document="b")
    denied = account("shelling", "ASSAULT", to="Orsk", told="2026-03-03", document="c")
    follows = Antecedent(finding=first.event, score=0.9, reason="the same word")

    cluster = make_cluster(
        [
            Telling(profile=denied, realis="negated", source="the ministry", antecedent=follows),
            Telling(profile=copy, realis="asserted", source="The Gazette", antecedent=follows),
            Telling(profile=first, realis="asserted", source="The Courier"),
        ]
    )

    # the ministry denies it
    assert (3, 2, 2) == (cluster.reports, cluster.texts, cluster.sources)
    assert {"asserted": 2, "negated": 1} == cluster.realis
    assert ("2026-03-02", "2026-03-02") == (cluster.earliest, cluster.latest)
    assert (0.9, "the same word") == (cluster.score, cluster.reason)


def test_a_cluster_is_named_after_its_first_event_whatever_the_order() -> None:
    tellings = [Telling(profile=p, realis="asserted", source="The Courier") for p in (SHELLING, *SAME)]

    assert make_cluster(tellings) == make_cluster(tellings[::-1])


def test_who_met_one_on_a_day_and_another_on_the_same_met_twice() -> None:
    one = account("met", "CONSULT", by="Mara Lint", to="Olav Brek", on="2026-03-02")
    other = account("met", "CONSULT", by="Mara Lint", to="Ann Roe", on="2026-03-02", document="b")

    assert are_apart(one, other)


EMBARGO = account("embargo", "SANCTION", by="Halvia", to="Kestovia", on="2026-03-02")
BANS = {
    "the same day and sides": (account("banned", "COERCE", by="Halvia", to="Kestovia", on="2026-03-02"), False),
    "another day": (account("banned", "COERCE", by="Halvia", to="Kestovia", on="2026-03-03"), True),
    "no day": (account("banned", "COERCE", by="Halvia", to="Kestovia", told="2026-03-03"), True),
    "another side": (account("banned", "COERCE", by="Norrland", to="Kestovia", on="2026-03-02"), True),
    "nobody in common": (account("banned", "COERCE", on="2026-03-02"), True),
    "another deed": (account("attacked", "ASSAULT", by="Halvia", to="Kestovia", on="2026-03-02"), True),
}


@pytest.mark.parametrize(("other", "apart"), BANS.values(), ids=BANS)
def test_two_types_may_be_one_deed_of_one_day_by_the_same(other: EventProfile, apart: bool) -> None:
    assert are_apart(EMBARGO, other) is apart


def test_two_types_of_one_deed_share_a_key() -> None:
    assert keys_of(EMBARGO, {}) & keys_of(BANS["the same day and sides"][0], {})


def test_the_deed_and_its_day_are_a_key_where_nobody_is_named() -> None:
    bare = account("bombarded", "ASSAULT", on="2026-03-02", sentence="We were bombarded", document="b")

    assert keys_of(SHELLING, {}) & keys_of(bare, {})


def test_a_street_does_not_contradict_the_town_it_is_in() -> None:
    street = account("shelled", "ASSAULT", to="Mill Street", on="2026-03-02", document="b")
    town = account("shelled", "ASSAULT", to="Orsk", on="2026-03-02")

    assert not are_apart(street, town)


def test_undated_political_talk_is_not_one_event() -> None:
    said = "Kestovia urged Halvia"
    one = account("urged", "REQUEST", by="Kestovia", to="Halvia", sentence=f"{said} to open the lock")
    other = account("urged", "REQUEST", by="Kestovia", to="Halvia", sentence=f"{said} to pay its debt", document="b")
    undated = [msgspec.structs.replace(p, earliest=None, latest=None) for p in (one, other)]

    assert choose_antecedent(undated[1], [undated[0]]) is None
