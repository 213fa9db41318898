"""Each convention on sentences of our own: what the span holds, value, bound, unit, what is counted, what is none."""

from __future__ import annotations

import pytest

from rashomon.model import Mention, Quantity, Span, Timex
from tests.extract.quantity.reading import only, quantities, words_of


def told(text: str) -> tuple[str, object, str, str | None, str | None]:
    """Return span, value, bound, unit and counted thing of the first quantity of a text."""
    found = quantities(text)[0]
    value = round(found.value, 4) if isinstance(found.value, float) else found.value
    return found.span.of(text), value, found.bound, found.unit, words_of(found.of, text)


@pytest.mark.parametrize(
    ("text", "span", "bound"),
    [
        ("Around 40 boats left Rinsa.", "Around 40", "about"),
        ("Roughly 40 boats left Rinsa.", "Roughly 40", "about"),
        ("Nearly 40 boats left Rinsa.", "Nearly 40", "about"),
        ("Almost 40 boats left Rinsa.", "Almost 40", "about"),
        ("Some 40 boats left Rinsa.", "Some 40", "about"),
        ("An estimated 40 boats left Rinsa.", "An estimated 40", "about"),
        ("Close to 40 boats left Rinsa.", "Close to 40", "about"),
        ("He saw 40 or so boats.", "40 or so", "about"),
        ("More than 40 boats left Rinsa.", "More than 40", "at_least"),
        ("Over 40 boats left Rinsa.", "Over 40", "at_least"),
        ("At least 40 boats left Rinsa.", "At least 40", "at_least"),
        ("No fewer than 40 boats left Rinsa.", "No fewer than 40", "at_least"),
        ("Upwards of 40 boats left Rinsa.", "Upwards of 40", "at_least"),
        ("Just over 40 boats left Rinsa.", "Just over 40", "at_least"),
        ("In excess of 40 boats left Rinsa.", "In excess of 40", "at_least"),
        ("They lost 40+ boats.", "40+", "at_least"),
        ("They lost 40 or more boats.", "40 or more", "at_least"),
        ("Up to 40 boats left Rinsa.", "Up to 40", "at_most"),
        ("As many as 40 boats left Rinsa.", "As many as 40", "at_most"),
        ("Fewer than 40 boats left Rinsa.", "Fewer than 40", "at_most"),
        ("Less than 40 boats left Rinsa.", "Less than 40", "at_most"),
        ("No more than 40 boats left Rinsa.", "No more than 40", "at_most"),
        ("Just under 40 boats left Rinsa.", "Just under 40", "at_most"),
        ("They have up to a 40 boats.", "up to a 40", "at_most"),
        ("They sank at least about 40 boats.", "at least about 40", "at_least"),
        ("Only 40 boats left Rinsa.", "40", "exact"),
        ("A total of 40 boats left Rinsa.", "40", "exact"),
    ],
)
def test_the_span_holds_the_modifier_and_the_bound_is_its(text: str, span: str, bound: str) -> None:
    assert (span, 40, bound, None, "boats") == told(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Dozens of boats left Rinsa.", "Dozens"),
        ("Hundreds of boats left Rinsa.", "Hundreds"),
        ("Several boats left Rinsa.", "Several"),
        ("Tens of thousands of boats left Rinsa.", "Tens of thousands"),
        ("Several hundred boats left Rinsa.", "Several hundred"),
        ("A few dozen boats left Rinsa.", "A few dozen"),
        ("A handful of boats left Rinsa.", "A handful"),
        ("Scores of boats left Rinsa.", "Scores"),
    ],
)
def test_a_vague_amount_is_about_nothing_in_particular(text: str, span: str) -> None:
    assert (span, None, "about", None, "boats") == told(text)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("Between 20 and 30 boats left.", "Between 20 and 30", (20, 30), None),
        ("They saw 20 to 30 boats.", "20 to 30", (20, 30), None),
        ("They saw 20-30 boats.", "20-30", (20, 30), None),
        ("They saw two or three boats.", "two or three", (2, 3), None),
        ("It cost $1bn-$2bn.", "$1bn-$2bn", (1e9, 2e9), "USD"),
        ("They sold 1.5-2 million barrels.", "1.5-2 million barrels", (1.5e6, 2e6), "barrel"),
        ("It cost €5 to €7 million.", "€5 to €7 million", (5e6, 7e6), "EUR"),
        ("Prices rose by 5 to 10 percent.", "5 to 10 percent", (5, 10), "percent"),
    ],
)
def test_a_range_has_two_ends_and_is_exact(text: str, span: str, value: object, unit: str | None) -> None:
    assert (span, value, "exact", unit) == told(text)[:4]


def test_a_couple_is_about_two() -> None:
    assert ("A couple", 2, "about", None, "boats") == told("A couple of boats left Rinsa.")


def test_a_change_from_one_to_another_is_two_amounts() -> None:
    found = quantities("Turnout rose from 40 percent to 52 percent.")

    assert [40, 52] == [q.value for q in found]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("They paid $300.", "$300", 300, "USD"),
        ("They paid US$3.2bn.", "US$3.2bn", 3.2e9, "USD"),
        ("They paid more than $1 billion.", "more than $1 billion", 1e9, "USD"),
        ("They paid £600m.", "£600m", 6e8, "GBP"),
        ("They paid 250 euros.", "250 euros", 250, "EUR"),
        ("They paid EUR 250.", "EUR 250", 250, "EUR"),
        ("They paid half a million dollars.", "half a million dollars", 500_000, "USD"),
        ("They paid €1.500.", "€1.500", 1500, "EUR"),
        ("They paid 90,000 euros a year.", "90,000 euros a year", 90_000, "EUR/year"),
        ("They need 90 % of it.", "90 %", 90, "percent"),
        ("They need up to 90% of it.", "up to 90%", 90, "percent"),
        ("They need 5.5 per cent of it.", "5.5 per cent", 5.5, "percent"),
        ("They drove 40 km.", "40 km", 40, "km"),
        ("They drove 40 kilometres.", "40 kilometres", 40, "km"),
        ("They drove 17 miles.", "17 miles", 17, "mi"),
        ("They burned 3.5 tonnes.", "3.5 tonnes", 3.5, "t"),
        ("They lost 80 sq km.", "80 sq km", 80, "km2"),
        ("They pump 120,000 barrels a day.", "120,000 barrels a day", 120_000, "barrel/day"),
        ("They drove at 90 km/h.", "90 km/h", 90, "km/h"),
        ("It was 41 degrees Celsius.", "41 degrees Celsius", 41, "°C"),
        ("They gave it to 300 people.", "300 people", 300, "people"),
        ("They gave it to dozens of people.", "dozens of people", None, "people"),
    ],
)
def test_unit_and_currency_belong_to_the_span(text: str, span: str, value: object, unit: str) -> None:
    assert (span, value, unit) == (told(text)[0], told(text)[1], told(text)[3])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A dozen boats left.", 12),
        ("Half a dozen boats left.", 6),
        ("Two-thirds of the boats left.", 0.6667),
        ("A quarter of the boats left.", 0.25),
        ("Half of the boats left.", 0.5),
        ("One in five boats left.", 0.2),
        ("Twenty-three boats left.", 23),
        ("Two hundred and five boats left.", 205),
        ("Exactly 1,250 boats left.", 1250),
    ],
)
def test_words_and_fractions_have_their_value(text: str, value: float) -> None:
    assert (value, "boats") == (told(text)[1], told(text)[4])


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The army lost 40 armoured cars.", "armoured cars"),
        ("Upwards of 75,000 desertions this year worried the general.", "desertions"),
        ("Eight of the 30 passengers slept.", "passengers"),
        ("A 40-km convoy left Rinsa.", "convoy"),
        ("A 300-strong crowd left Rinsa.", "crowd"),
        ("A 12-member panel will decide.", "member"),
        ("The court set a fine of $500.", "fine"),
        ("The court set a $500 fine.", "fine"),
        ("Rinsa received $1 billion in aid.", "aid"),
        ("Rinsa spent £600m on the bridge.", "bridge"),
        ("Rinsa burned 500 tonnes of flour.", "flour"),
        ("Rinsa won 90 % of the votes.", "votes"),
        ("Unemployment fell to 5.2 percent.", "Unemployment"),
        ("The toll rose to 75.", "toll"),
        ("The bridge is 300 metres long.", "bridge"),
        ("Insurers put the damage at $600 million.", "damage"),
        ("They seized cocaine worth £16m.", "cocaine"),
        ("The 20-kilometre (12.4-mile) zone is closed.", "zone"),
        ("The fleet is three times the size of its rival.", "size"),
        ("The debt is 1.3 times the country's annual output.", "country's annual output"),
        ("The bank cut its key rate by half a percentage point.", "key rate"),
        ("The new road cuts the distance by 60 kilometres.", "distance"),
        ("The reward was raised by 500 crowns.", "reward"),
        ("The number of deputies rose to 50.", "deputies"),
        ("Growth of 2 percent is expected, down from 3.", "Growth"),
        ("Turnout was 30 percent, against 62 percent in Rinsa.", "Turnout"),
        ("Shares fell before closing 4 percent lower.", "Shares"),
        ("Volunteers packed over 3,500 boxes of rice, each weighing 10kg.", "boxes"),
        ("Surgeons removed a tumour 9 cm across.", "tumour"),
        ("The fire is half a mile from the village.", "fire"),
        ("The wall is old and 12 kilometres long.", "wall"),
        ("Rinsa seized €2m-worth of untaxed cigarettes.", "untaxed cigarettes"),
        ("The start-up is valued at $2 billion.", "start-up"),
        ("Three of the accused were freed.", "accused"),
    ],
)
def test_the_thing_counted_is_found_by_grammar(text: str, of: str) -> None:
    assert of == words_of(quantities(text)[-1].of, text)


@pytest.mark.parametrize(
    "text",
    [
        "The shells fell within ten kilometres of the border.",
        "Heavy rain left 20,000 without power.",
        "She and her sons walked 17 miles.",
    ],
)
def test_where_the_words_do_not_say_nothing_is_counted(text: str) -> None:
    assert [None] == [quantity.of for quantity in quantities(text)]


def test_an_antecedent_is_no_time_and_for_whom_it_is_a_person() -> None:
    money = "Rinsa gets €50bn in loans over four years, of which €17bn was paid."
    people = "The clinic treated 62 children for measles, four of whom died."

    assert ["loans", "loans"] == [words_of(q.of, money) for q in quantities(money)]
    assert ["children", "children"] == [words_of(q.of, people) for q in quantities(people)]


def test_each_number_counts_the_noun_that_follows_it() -> None:
    text = "He gave each of the five survivors 500 crowns."

    assert ["survivors", None] == [words_of(q.of, text) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "span", "value", "bound", "unit"),
    [
        ("It fell to minus 31 degrees.", "minus 31 degrees", -31.0, "exact", "degree"),
        ("It rose by half a percentage point.", "half a percentage point", 0.5, "exact", "percentage point"),
        ("The crater is a mile and a half wide.", "a mile and a half", 1.5, "exact", "mi"),
        ("It was 3.6% a month earlier.", "3.6%", 3.6, "exact", "percent"),
        ("It cost from $30 to $45 a week.", "$30 to $45 a week", (30.0, 45.0), "exact", "USD/week"),
        ("The spill spread over six hectares.", "six hectares", 6.0, "exact", "ha"),
        ("The clinic is short of 45 nurses.", "45", 45.0, "exact", None),
        ("Some 30-odd pilgrims left.", "Some 30-odd", 30.0, "about", None),
        ("It owes 9 billion pounds.", "9 billion pounds", 9e9, "exact", "GBP"),
        ("He paid 300 pounds.", "300 pounds", 300.0, "exact", "GBP"),
        ("The calf weighs 300 pounds.", "300 pounds", 300.0, "exact", "lb"),
        ("Nine in ten voters agreed.", "Nine in ten", 0.9, "exact", None),
    ],
)
def test_value_bound_and_unit_are_read_together(
    text: str, span: str, value: object, bound: str, unit: str | None
) -> None:
    quantity = only(text)

    assert (span, value, bound, unit) == (quantity.span.of(text), quantity.value, quantity.bound, quantity.unit)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Police counted about 7,000 marchers; the organisers spoke of as many as 25,000.", "marchers"),
        ("Four crewmen jumped and one drowned.", "crewmen"),
        ("The fire destroyed 12 homes, and firefighters saved at least 30 more.", "homes"),
        ("At least three people were killed and 14 wounded.", "people"),
    ],
)
def test_a_bare_number_counts_what_was_counted_before(text: str, of: str) -> None:
    assert of == words_of(quantities(text)[-1].of, text)


def test_without_anything_counted_before_the_verb_tells() -> None:
    text = "The blast killed three and wounded 14."

    assert ["killed", "wounded"] == [words_of(q.of, text) for q in quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The summit opens on 14 March 2023.",
        "The summit opens on March 14.",
        "In 2014 the bridge fell.",
        "The talks broke off at 3 a.m. in Rinsa.",
        "The talks broke off at 10:30 in Rinsa.",
        "The talks went on for six hours.",
        "The ceasefire lasted eleven long days.",
        "They work 24/7 in Rinsa.",
        "Mara Ostend, 41, was not at home.",
        "Her 9-year-old son was not at home.",
        "She was aged 41.",
        "Children under 5 stay at home.",
        "She came third in the race.",
        "He lives in 12th Street.",
        "Rinsa won 3-1 against Tolvar.",
        "The court's 4-3 ruling came late.",
        "Flight 271 was late.",
        "Under Article 5 they must act.",
        "Lot No. 48 was withdrawn.",
        "He flew an F-16.",
        "He drove a Leopard 2.",
        "He drove down Route 66.",
        "Apartment 12B stood empty.",
        "Resolution 2309 was vetoed.",
        "The Group of Seven met.",
        "The submarine U-214 was launched.",
        "They met in the 1200 block of Main Street.",
        "Version 3.2 was replaced.",
        "It was founded about 347 AD.",
        "This was shown before [12].",
        "One of the men slept.",
        "No one slept.",
        "One never knows.",
        "The two sides agreed.",
        "He was warned three times.",
        "The second half was better.",
        "Call 555-1234 for help.",
        "Call (847) 360-9001 or (800) 226-TIPS (8477).",
        "A neighbour phoned 911, and the 911 dispatcher answered.",
        "The victim was Mara Ostend, 44 -- a nurse.",
        "His brothers, ages 19, 22 and 23, slept.",
        "He and Jon Pell, both 31, slept.",
        "A 26- and 31-year-old man slept.",
        "Boys younger than 14 stay at home.",
        "He was charged under 720 ILCS.",
        "Whoever (2) placed it there must pay.",
        "They met at the 20 Stars Deli.",
        "At one point he slept.",
        "A mother of four was asleep.",
        "The 9 mm casings were found.",
        "An interview with France 2 aired.",
        "The law was passed by 71 votes to 28.",
        "All but four of the lines stopped.",
        "The shop is at 3747 S. 2700 West.",
        "Image 2 of 44 shows the bridge.",
        "Many boats left, but most stayed.",
    ],
)
def test_numbers_that_are_no_amounts_are_left_out(text: str) -> None:
    assert [] == [q.span.of(text) for q in quantities(text)]


def test_a_number_inside_a_time_expression_is_none() -> None:
    text = "It was sold in the 90 days after."
    timex = Timex(
        id="t", by="timex/1", document="d", span=Span(text.index("90"), text.index(" after")), type="DURATION"
    )

    assert [] == quantities(text, (timex,))


def test_place_and_time_are_those_that_hang_on_what_was_counted() -> None:
    text = "Police arrested 40 men in Tolvar on Friday."
    spans = {word: Span(text.index(word), text.index(word) + len(word)) for word in ("Tolvar", "Friday")}
    timex = Timex(id="t", by="timex/1", document="d", span=spans["Friday"], type="DATE")
    mention = Mention(id="m", by="mention/1", document="d", span=spans["Tolvar"], kind="place", form="name")

    (found,) = quantities(text, (timex,), (mention,))

    assert (spans["Tolvar"], spans["Friday"]) == (found.place, found.when)


def test_a_place_that_they_came_from_is_not_where_they_were_counted() -> None:
    text = "Police arrested 40 men from Tolvar."
    span = Span(text.index("Tolvar"), text.index("Tolvar") + 6)
    mention = Mention(id="m", by="mention/1", document="d", span=span, kind="place", form="name")

    (found,) = quantities(text, (), (mention,))

    assert found.place is None


def test_a_record_carries_its_stage_and_an_id_of_its_own() -> None:
    found = quantities("Forty boats met thirty boats.")

    assert all(isinstance(q, Quantity) and q.by == "quantity/2" for q in found)
    assert len({q.id for q in found}) == len(found) == 2


def test_points_are_shares_where_the_sentence_speaks_of_shares() -> None:
    assert only("The index lost 300 points.").unit == "point"
    assert quantities("Support fell two points to 23 percent.")[0].unit == "percentage point"
