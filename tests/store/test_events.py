"""Events and clusters as a view gives them: who takes part in the pile, by whose account, on what days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rashomon.errors import NotFound
from rashomon.model import AnyRecord, digest
from rashomon.store import Days, Selection, View, open_view, open_writer
from tests.databases import Place
from tests.store.made import (
    MADE_BY,
    link_all,
    make_article,
    make_attribution,
    make_dating,
    make_document,
    make_entity,
    make_event,
    make_mention,
    make_timex,
)

PORT = make_document(
    "a.txt", "Orsk says Aud admitted that troops shelled Bren on 3 May. Aud shells Bren. Crowds may march, Aud said."
)
AUD, ORSK, BREN = (make_entity(PORT, name) for name in ("Aud", "Orsk", "Bren"))
ORSK_SAYS = make_attribution(PORT, "Aud admitted that troops shelled Bren on 3 May", "Orsk", ORSK)
AUD_ADMITS = make_attribution(PORT, "troops shelled Bren on 3 May", "Aud", AUD)
AUD_SAYS = make_attribution(PORT, "Crowds may march", "Aud said", AUD)
SHELLED = make_event(
    PORT,
    "shelled",
    actor=("troops", None),
    recipient=("Bren", BREN),
    when="3 May",
    chain=[ORSK_SAYS, AUD_ADMITS],
)
SHELLS = make_event(PORT, "shells", actor=("Aud shells", AUD), recipient=("Bren", BREN))
MARCH = make_event(PORT, "march", type="PROTEST", actor=("Crowds", None), realis="planned", chain=[AUD_SAYS])
IN_PORT: list[AnyRecord] = [
    PORT,
    make_article(PORT, "The Packet", "2031-05-06"),
    make_timex(PORT, "3 May", "2031-05-03", "2031-05-03"),
    *(AUD, ORSK, BREN),
    make_mention(PORT, "Aud admitted", AUD),
    make_mention(PORT, "Bren", BREN),
    *(ORSK_SAYS, AUD_ADMITS, AUD_SAYS),
    *(SHELLED, SHELLS, MARCH),
]

HILL = make_document("b.txt", "Aud did not shell Bren.")
AUD_THERE, BREN_THERE = make_entity(HILL, "Aud"), make_entity(HILL, "Bren")
SHELL = make_event(HILL, "shell", actor=("Aud", AUD_THERE), recipient=("Bren", BREN_THERE), realis="negated")
IN_HILL: list[AnyRecord] = [
    HILL,
    make_article(HILL, "The Gull"),
    make_dating(HILL, "2031-06-01", None),
    *(AUD_THERE, BREN_THERE, SHELL),
]
WHOLE_AUD, WHOLE_BREN = digest("pile", "Aud"), digest("pile", "Bren")


@pytest.fixture
def view(place: Place) -> Iterator[View]:
    with open_writer(place / "s.db") as writer:
        writer.add(IN_PORT, MADE_BY)
        writer.add(IN_HILL, MADE_BY)
        link_all(writer)
    with open_view(place / "s.db") as view:
        yield view


def triggers(view: View, wanted: Selection) -> list[str]:
    return [e.trigger.of(view.document(e.document).text) for e in view.select("event", wanted)]


def test_participants_are_entities_of_the_pile_and_stay_nobody_where_nobody_knows_them(view: View) -> None:
    shelled, shells, march, shell = view.records("event")

    assert [None, WHOLE_AUD, None, WHOLE_AUD] == [e.actors[0].entity for e in (shelled, shells, march, shell)]
    assert [WHOLE_BREN] * 3 == [e.recipients[0].entity for e in (shelled, shells, shell)]
    assert () == march.recipients
    assert shells == view.record("event", shells.id)


def test_a_chain_of_accounts_leads_from_the_outermost_to_the_innermost(view: View) -> None:
    shelled, shells, *_ = view.records("event")

    assert [digest("pile", "Orsk"), WHOLE_AUD] == [a.speaker for a in view.chain_of(shelled)]
    assert [] == view.chain_of(shells)


def test_an_event_lies_on_the_day_that_is_told_else_on_that_of_its_article(view: View) -> None:
    shelled, shells, _, shell = view.records("event")

    assert Days("2031-05-03", "2031-05-03", told=True) == view.days_of(shelled)
    assert Days("2031-05-06", "2031-05-06", told=False) == view.days_of(shells)
    # the article gives no date: its words tell when it must have been published
    assert Days("2031-06-01", None, told=False) == view.days_of(shell)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Selection(), ["shelled", "shells", "march", "shell"]),
        (Selection(types=("protest",)), ["march"]),
        (Selection(types=("PROTEST", "ASSAULT")), ["shelled", "shells", "march", "shell"]),
        (Selection(kind="protest"), ["march"]),
        (Selection(realis="negated"), ["shell"]),
        (Selection(asserted_by="narrator"), ["shells", "shell"]),
        (Selection(asserted_by="orsk"), ["shelled"]),
        (Selection(asserted_by="Aud"), ["shelled", "march"]),
        (Selection(actor="AUD"), ["shells", "shell"]),
        # nobody knows who they are: by their words
        (Selection(actor="troop"), ["shelled"]),
        (Selection(recipient="bren"), ["shelled", "shells", "shell"]),
        (Selection(recipient="aud"), []),
        (Selection(since="2031-05-04"), ["shells", "march", "shell"]),
        (Selection(until="2031-05-03"), ["shelled"]),
        (Selection(until="2031-05"), ["shelled", "shells", "march"]),
        (Selection(entity="bren"), ["shelled", "shells", "shell"]),
        (Selection(outlet="gull"), ["shell"]),
        (Selection(document="a.txt", realis="asserted", asserted_by="narrator"), ["shells"]),
        (Selection(search="troops"), ["shelled"]),
    ],
)
def test_events_are_selected(view: View, wanted: Selection, found: list[str]) -> None:
    assert found == triggers(view, wanted)


@pytest.mark.parametrize(
    ("layer", "wanted", "message"),
    [
        (
            "event",
            Selection(types=("assault", "tickle")),
            "no event is of the type 'tickle'; there are: AGREE, CONSULT",
        ),
        ("event", Selection(realis="real"), "no event is of the realis 'real'; there are: asserted, planned"),
        ("cluster", Selection(realis="real"), "no cluster is of the realis 'real'; there are: asserted, planned"),
        ("mention", Selection(actor="aud"), "mention records have no actors; they have: id"),
        ("cluster", Selection(asserted_by="aud"), "cluster records have no chain; they have: id"),
        ("entity", Selection(cluster="ab"), "entity records are in no cluster: events are"),
        ("event", Selection(cluster="nothing"), "no cluster 'nothing'; see: rashomon list cluster"),
        ("event", Selection(cluster=""), "more than one cluster ''"),
    ],
)
def test_a_selection_that_no_event_could_answer_to_says_so(
    view: View, layer: str, wanted: Selection, message: str
) -> None:
    with pytest.raises(NotFound, match=message):
        list(view.select(layer, wanted))


def test_one_event_of_two_articles_is_a_cluster_with_what_each_makes_of_it(view: View) -> None:
    largest, *others = view.select("cluster", Selection())

    assert {SHELLS.id, SHELL.id} == set(largest.events)
    assert ((WHOLE_AUD,), (WHOLE_BREN,)) == (largest.actors, largest.recipients)
    assert (2, 2, {"asserted": 1, "negated": 1}) == (largest.reports, largest.sources, largest.realis)
    assert [1, 1] == [cluster.reports for cluster in others]
    assert {SHELL.id: largest.id} == view.clusters_of(HILL.id)
    assert 3 == view.counts()["cluster"] == len(list(view.records("cluster")))


def test_the_events_of_a_cluster_are_listed_by_its_id_or_how_it_begins(view: View) -> None:
    largest = next(view.select("cluster", Selection()))

    assert ["shells", "shell"] == triggers(view, Selection(cluster=largest.id))
    assert ["shells", "shell"] == triggers(view, Selection(cluster=largest.id[:12]))
    assert largest == view.cluster(largest.id[:12]) == view.record("cluster", largest.id)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Selection(types=("protest",)), [{MARCH.id}]),
        (Selection(actor="aud"), [{SHELLS.id, SHELL.id}]),
        (Selection(realis="negated"), [{SHELLS.id, SHELL.id}]),
        (Selection(outlet="gull"), [{SHELLS.id, SHELL.id}]),
        (Selection(entity="orsk"), []),
        (Selection(entity="bren", limit=1), [{SHELLS.id, SHELL.id}]),
    ],
)
def test_clusters_are_selected(view: View, wanted: Selection, found: list[set[str]]) -> None:
    assert found == [set(cluster.events) for cluster in view.select("cluster", wanted)]
