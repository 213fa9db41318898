"""Whose account an event stands in: the chain of attributions around a trigger."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rashomon.extract.event.account import Accounts
from rashomon.model import Attribution, RawDocument, Span
from rashomon.pipeline import STAGES_BY_RULES, read_article

TEXT = "Officials say the general who led the raid told reporters that Halvia had accused his men of shelling Ilm."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def attribution(name: str, content: str, cue: str, source: str) -> Attribution:
    return Attribution(
        id=name,
        by="t/1",
        document="d",
        kind="indirect",
        content=(span(content),),
        cue=(span(cue),),
        source=(span(source),),
    )


OFFICIALS = attribution(
    "officials",
    "the general who led the raid told reporters that Halvia had accused his men of shelling Ilm",
    "say",
    "Officials",
)
GENERAL = attribution(
    "general", "that Halvia had accused his men of shelling Ilm", "told", "the general who led the raid"
)
HALVIA = attribution("halvia", "his men of shelling Ilm", "accused", "Halvia")
ALL = (HALVIA, OFFICIALS, GENERAL)


def find_chain(trigger: Span, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    return tuple(a.id for a in Accounts(attributions).chain(trigger))


def test_accounts_inside_accounts_make_a_chain_from_the_outermost_to_the_innermost() -> None:
    assert find_chain(span("shelling"), ALL) == ("officials", "general", "halvia")


def test_the_word_that_accuses_is_of_whoever_tells_of_the_accusation() -> None:
    assert find_chain(span("accused"), ALL) == ("officials", "general")


def test_what_the_source_is_known_for_is_told_by_the_one_outside() -> None:
    assert find_chain(span("raid"), ALL) == ("officials",)


def test_a_cue_that_stands_in_the_others_content_is_further_inside_though_its_content_is_longer() -> None:
    words = "that Halvia had accused his men of shelling Ilm"
    outer = attribution("outer", words, "told", "the general")
    inner = Attribution(
        id="inner", by="t/1", document="d", kind="indirect", content=(span(words), span("the raid")),
        cue=(span("had accused"),),
    )  # fmt: skip
    assert find_chain(span("shelling"), (inner, outer)) == ("outer", "inner")


spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
attributions = st.builds(
    Attribution,
    id=st.uuids().map(str),
    by=st.just("t/1"),
    document=st.just("d"),
    kind=st.just("indirect"),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    cue=st.lists(spans, max_size=2).map(tuple),
    source=st.lists(spans, max_size=1).map(tuple),
)


@given(spans, st.lists(attributions, max_size=6))
def test_a_chain_holds_every_attribution_around_the_trigger_once_whatever_their_order(
    trigger: Span, given_ones: list[Attribution]
) -> None:
    chain, known = find_chain(trigger, given_ones), {a.id: a for a in given_ones}
    around = {
        a.id
        for a in given_ones
        if any(s.holds(trigger) for s in a.content) and not any(s.overlaps(trigger) for s in (*a.cue, *a.source))
    }
    assert set(chain) == around
    assert len(chain) == len(around)
    assert all(any(s.holds(trigger) for s in known[i].content) for i in chain)
    assert find_chain(trigger, given_ones[::-1]) == chain


@given(spans, st.lists(st.integers(0, 20), min_size=2, max_size=5, unique=True))
def test_contents_inside_one_another_are_in_the_order_of_their_nesting(trigger: Span, margins: list[int]) -> None:
    nested = [
        Attribution(
            id=str(m), by="t/1", document="d", kind="indirect",
            content=(Span(trigger.start - m + 20, trigger.end + m + 20),),
        )
        for m in margins
    ]  # fmt: skip
    inside = Span(trigger.start + 20, trigger.end + 20)
    assert find_chain(inside, nested) == tuple(str(m) for m in sorted(margins, reverse=True))


def test_an_actor_who_says_i_is_the_speaker() -> None:
    text = "“I signed the treaty with Belna,” President Ann Roe said."
    layers = read_article(
        RawDocument(ref="t", content=text.encode(), media_type="text/plain", charset="utf-8"), STAGES_BY_RULES
    )
    assert isinstance(layers, dict)
    roe = next(entity.id for entity in layers["entity"] if entity.name.endswith("Ann Roe"))
    event = layers["event"][0]
    assert roe in {p.entity for p in event.actors if p.span.of(text) == "I"}
