"""Whether it happened, by hand: a trigger in braces, its class, the words that decide ("-": none, "*": any)."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.extract.event.realis import CLASSES, UNDONE, Reading, Verdict, decide_realis, find_cues, verdict_of
from rashomon.extract.event.realis_effects import Effect, compose
from rashomon.extract.event.realis_lexicon import Sentences
from rashomon.extract.event.realis_time import Times
from rashomon.model import RawDocument
from rashomon.pipeline import STAGES, Layers

TABLE = """
asserted      | -                | The rebels {shelled} the port of Ilm.
asserted      | -                | Marlow {shells} border post
asserted      | -                | The navy has {seized} two boats.
asserted      | -                | Police are {searching} the mill and have {arrested} a clerk.
asserted      | -                | The general managed to {seize} the bridge.
asserted      | -                | The army was forced to {retreat}.
asserted      | -                | The admiral regretted {shelling} the lighthouse.
asserted      | -                | The two premiers {met} on Friday, though neither wanted to.
asserted      | -                | Kestovia said the navy had {shelled} Ilm.
asserted      | -                | Halvia accused Kestovia of {shelling} Ilm.
asserted      | -                | The clerk admitted {burning} the archive.
asserted      | -                | The army continued {shelling} the town.
asserted      | -                | Marchers called for an end to the {blockade}.
asserted      | -                | The council condemned the {attack} on the ferry.
asserted      | -                | The mayor resigned after the {raid}.
asserted      | -                | The bank denied responsibility for the {attack}.
asserted      | -                | The council rejected a {demand} by the miners.
asserted      | -                | The police did not hesitate to {arrest} the singer.
asserted      | -                | The union, which may strike in May, {met} the owners on Friday.
asserted      | -                | Soldiers reportedly {beat} two porters.
asserted      | -                | If anyone doubts it, the Front has {released} the hostages.
asserted      | -                | The minister kept his promise to {free} the poachers.
planned       | will             | The navy will {shell} the port on Monday.
planned       | plan             | The rebels plan to {shell} the port.
planned       | *                | The rebels are planning to {attack} the port.
planned       | is to            | The president is to {visit} Marlow.
planned       | *                | The two navies are expected to {sign} a pact.
planned       | vowed            | The marshal vowed to {retaliate}.
planned       | promised         | The premier promised to {release} the printers.
planned       | agreed           | Halvia and Kestovia agreed to {share} radar data.
planned       | decided          | The cabinet decided to {send} troops.
planned       | decided          | But on Friday, in its last hour, the cabinet decided to {send} troops.
planned       | to               | Union to {boycott} city games
planned       | *                | Teachers voted to {strike} on Monday.
planned       | planned          | The planned {offensive} has alarmed the villages.
planned       | *                | Preparations for the {summit} are under way.
planned       | ahead of         | Police closed the bridge ahead of the {march}.
planned       | *                | A plan to {withdraw} the garrison was published on Friday.
planned       | *                | Prosecutors intend to {charge} all nine.
planned       | would            | The army said it would {withdraw} from the valley.
planned       | *                | A ceasefire is due to take effect, and {talks} are scheduled for Monday.
planned       | *                | The police were about to {evict} the tenants.
planned       | *                | The council postponed the {ban}.
hypothetical  | could            | The rebels could {attack} within days.
hypothetical  | may              | The governor may {resign}.
hypothetical  | might            | Fighting stopped, but the miners might {strike}.
hypothetical  | *                | If the rebels {attack}, the bridge will be closed.
hypothetical  | Unless           | Unless the owners {agree}, the mill will close.
hypothetical  | *                | If the talks fail, the miners will {strike}.
hypothetical  | threatened       | The union threatened to {strike}.
hypothetical  | threat           | The threat of an {attack} emptied the market.
hypothetical  | *                | Villagers fear an {attack}.
hypothetical  | *                | The cabinet is considering {sanctions} against Marlow.
hypothetical  | possible         | The papers speak of a possible {attack}.
hypothetical  | *                | A {strike} is possible.
hypothetical  | *                | It is possible that the rebels {attacked} the convoy.
hypothetical  | would have       | The police would have {arrested} him, had he stayed.
hypothetical  | offered          | The bishop offered to {mediate}.
hypothetical  | *                | The Front is ready to {release} the pilots.
hypothetical  | *                | The prefect is authorised to {ban} the march.
hypothetical  | hopes            | The envoy hopes to {visit} both camps.
hypothetical  | *                | Should the rebels {attack}, the dam will be opened.
hypothetical  | Perhaps          | Perhaps the army {shelled} the town.
hypothetical  | *                | The risk of a {blockade} has doubled the price of salt.
hypothetical  | *                | The council did not rule out {sanctions}.
negated       | not              | The navy did not {shell} the port.
negated       | n't              | The rebels didn't {attack}.
negated       | never            | The judge never {sentenced} anyone.
negated       | denied           | The army denied that it had {shelled} the clinic.
negated       | denies           | Halvia denies {shelling} the clinic.
negated       | failed           | The rebels failed to {seize} the port.
negated       | refused          | The mayor refused to {meet} the miners.
negated       | *                | Police prevented the students from {storming} the palace.
negated       | averted          | The mediators averted a {strike}.
negated       | foiled           | Guards foiled an {attack} on the palace.
negated       | *                | The {march} was called off because of snow.
negated       | *                | The council cancelled the {march}.
negated       | no               | There was no {attack} on the clinic.
negated       | No               | No {agreement} was reached.
negated       | Nobody           | Nobody {attacked} the convoy.
negated       | no longer        | The union no longer {supports} the premier.
negated       | without          | The envoy left without {meeting} the king.
negated       | Instead of       | Instead of {condemning} the raid, the council went home.
negated       | *                | Rather than {storm} the jail, the police waited.
negated       | *                | The governor has no plans to {resign}.
negated       | *                | The cabinet does not intend to {resign}.
negated       | not              | The port will not {close}, and the owners will not {meet} the union.
negated       | short of         | The council stopped short of {condemning} the raid.
negated       | *                | Reports of an {attack} on the clinic were false.
negated       | *                | There is no evidence that the army {shelled} the clinic.
negated       | *                | The regulator has yet to {seize} a vessel.
negated       | ruled out        | The premier ruled out {sanctions}.
negated       | not              | The police did not {arrest} or {deport} the singer.
negated       | *                | The council dropped its plan to {evict} the tenants.
negated       | nor              | The council neither condemned the coup nor {recognised} the junta.
negated       | *                | At no time was the convoy {attacked}.
negated       | *                | The admiral was acquitted of {killing} the stowaway.
demanded      | urged            | The League urged Halvia to {withdraw}.
demanded      | called for       | The opposition called for a {boycott}.
demanded      | must             | The governor must {resign}.
demanded      | should           | The army should {withdraw}.
demanded      | -                | {Release} the hostages now!
demanded      | *                | The bishop demanded the {release} of the printers.
demanded      | *                | The court ordered the ministry to {release} the printers.
demanded      | *                | The miners want the owners to {meet} them.
demanded      | calls            | There were calls for the {resignation} of the mayor.
demanded      | *                | The judge insisted that the clerk be {released}.
demanded      | *                | It is time for the council to {act} and {lift} the ban.
demanded      | *                | Parliament asked the premier to {apologise}.
demanded      | *                | The treaty obliges Halvia to {disarm}.
asked         | Did              | Did the navy {shell} the port?
asked         | Will             | Will the miners {strike}?
asked         | Who              | Who {burned} the mill?
asked         | Why              | Why did the council {reject} the plan?
asked         | whether          | The spokesman would not say whether the two had {met}.
asked         | whether          | Investigators are trying to establish whether guards {beat} the men.
asked         | *                | Nobody knows if the mayor {apologised}.
asked         | when             | Reporters asked when the army would {withdraw}.
asked         | *                | It is unclear whether the rebels {attacked} the convoy.
asked         | *                | Officials would neither confirm nor deny that the clerk had been {arrested}.
habitual      | routinely        | Guards routinely {beat} prisoners.
habitual      | *                | The militia {raids} the valley every autumn.
habitual      | often            | The two navies often {exchange} fire.
habitual      | *                | The mothers {march} each Thursday.
habitual      | *                | The consuls usually {meet} in the harbour.
habitual      | *                | The clan tends to {burn} barns.
habitual      | *                | Dockers here {strike} as a rule in May.
historical    | *                | The dockers {struck} in 1926 for a hundred days.
historical    | *                | Twenty years ago the army {shelled} this town.
historical    | *                | The weavers used to {strike} every spring.
historical    | *                | A century ago, pirates {raided} the village.
historical    | *                | The {bombing} of 1944 is still remembered.
historical    | *                | During the occupation the miners {sheltered} airmen.
historical    | *                | Ten years after the {attack}, the market is open again.
negated       | all but          | Marchers all but {overran} the toll house.
negated       | sooner than      | The crew retreated sooner than {fire} on the ferry.
negated       | too small to     | The garrison is too small to {attack} the ford.
negated       | *                | There was little sign of a {withdrawal}.
negated       | *                | The premier forgot to {thank} the rescuers.
negated       | *                | A {meeting} of the two premiers fell through.
planned       | *                | The convoy crossed the ford in order to {attack} the depot.
hypothetical  | *                | Wardens doubt that the baron {freed} the poachers.
hypothetical  | *                | The exercise imagined that raiders {seized} the dam.
hypothetical  | *                | Pay the crews, otherwise they will {strike}.
asserted      | -                | The {raid} was not an accident, the mayor said.
asserted      | -                | The {killing} of the judge was meant to frighten others.
asserted      | -                | The {bombing} of the mill will not be forgotten.
asserted      | -                | The mayor could not help {criticising} the judges.
asserted      | -                | The bandits not only {burned} the mill; they laughed.
asserted      | -                | The baron took the opportunity to {criticise} his cousin.
asserted      | -                | It was not until Tuesday that the army {withdrew}.
"""
ROWS = [tuple(cell.strip() for cell in line.split("|", 2)) for line in TABLE.strip().splitlines()]


@cache
def read(text: str) -> tuple[Sentences, Times]:
    """Return the grammar and the times of a text."""
    layers: Layers = {"raw": RawDocument(ref="t", content=text.encode(), media_type="text/plain", charset="utf-8")}
    for stage in STAGES:
        if stage.name in ("clean", "parse", "timex"):
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    syntax = Sentences(layers["parse"])
    return syntax, Times(syntax, layers["timex"])


def readings(marked: str) -> list[tuple[Sentences, Reading]]:
    """Return what is read of each trigger that stands in braces."""
    text = marked.replace("{", "").replace("}", "")
    syntax, times = read(text)
    before = [marked[:i].replace("{", "").replace("}", "") for i, c in enumerate(marked) if c == "{"]
    return [(syntax, find_cues(syntax, syntax.parse.starts.index(len(b)), times)) for b in before]


def verdict(marked: str, *, denied: bool = False) -> Verdict:
    """Return what becomes of the last trigger in braces."""
    return decide_realis(readings(marked)[-1][1], denied=denied)


@pytest.mark.parametrize(("realis", "cue", "marked"), ROWS)
def test_it_happened_or_not_as_told(realis: str, cue: str, marked: str) -> None:
    for syntax, reading in readings(marked):
        found = decide_realis(reading)
        words = "-" if found.cue is None else " ".join(syntax.parse.words[found.cue[0] : found.cue[1] + 1])

        assert found.realis == realis, reading.effects
        assert cue in ("*", words)


@pytest.mark.parametrize(
    "word", ["could", "will", "might", "did not", "refused to", "failed to", "planned to", "has yet to"]
)
def test_what_did_not_happen_is_never_asserted_whoever_tells_of_it(word: str) -> None:
    told = (
        f"The rebels {word} {{attack}} the port.",
        f"The rebels {word} {{attack}} the port, a priest said on Monday.",
    )

    assert all(verdict(text).realis in UNDONE for text in told)


def test_the_words_that_decided_are_those_of_the_operator_and_its_negation() -> None:
    marked = "The cabinet, an aide said, does not plan to {resign}."
    [(syntax, reading)] = readings(marked)
    cue = decide_realis(reading).cue

    assert cue is not None
    assert syntax.parse.words[cue[0] : cue[1] + 1] == ["not", "plan"]


def test_what_is_denied_did_not_happen_by_that_account() -> None:
    assert verdict("The jets had {bombed} the convoy, they say.").realis == "asserted"
    assert verdict("The jets had {bombed} the convoy, they say.", denied=True).realis == "negated"


def test_who_denies_a_role_in_a_deed_takes_the_deed_for_granted() -> None:
    assert verdict("He had no role in the {attack}.", denied=True).realis == "asserted"


def test_what_is_denied_to_be_planned_stays_what_its_own_words_make_of_it() -> None:
    assert verdict("The army plans to {attack} the port.", denied=True).realis == "planned"


def test_doubt_says_so() -> None:
    likely = dict.fromkeys(CLASSES, 0.05) | {"asserted": 0.6, "negated": 0.1}
    reading = Reading("asserted", None, (), ())

    found = verdict_of(reading, likely)

    assert (found.realis, found.reason) == ("negated", "in doubt between asserted and negated")
    assert found.score == pytest.approx(0.3)


OPERATORS = st.sampled_from([Effect(what, "v", n) for n, what in enumerate((*CLASSES, "island", "settled"))])


@given(st.lists(OPERATORS, max_size=6))
@settings(max_examples=200, deadline=None)
def test_nothing_beyond_an_island_decides(effects: list[Effect]) -> None:
    end = Effect("island", "island", 9)

    assert compose([*effects, end, Effect("negated", "v", 10)]) == compose(effects)


def test_a_word_of_refusal_turns_what_it_governs_round() -> None:
    no, fail, may = Effect("negated", "neg", 0), Effect("negated", "v", 1), Effect("hypothetical", "modal", 2)

    assert compose([fail])[0] == "negated"
    assert compose([no, fail])[0] == "asserted"  # "failed not to"
    assert compose([fail, may])[0] == "negated"  # "may have failed to"
    assert compose([Effect("planned", "v", 1), fail])[0] == "negated"  # "refused to plan"
    assert compose([Effect("planned", "modal", 0), may])[0] == "hypothetical"
