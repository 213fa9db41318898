"""Offices: what words say of whom, what the table adds on the day, and what stays unsaid."""

from __future__ import annotations

import pytest

from rashomon.extract.office import days_of
from rashomon.model import Article, Dating, Declared, Document, Mention, Office, RawDocument
from rashomon.pipeline import read_safely


def offices(text: str, date: str | None = None) -> dict[str, Office | None]:
    """Return the words of every mention but pronouns, and its office."""
    return {words: office for words, office, _ in with_reasons(text, date)}


def with_reasons(text: str, date: str | None = None) -> list[tuple[str, Office | None, str | None]]:
    raw = RawDocument(
        ref="a", content=text.encode(), media_type="text/plain", charset="utf-8", declared=Declared(date=date)
    )
    mentions = [r for r in read_safely(raw) if isinstance(r, Mention) and r.form != "pronoun"]
    return [(m.span.of(text), m.office, m.reason) for m in mentions]


def office(title: str | None, country: str | None, sector: str, organisation: str | None = None) -> Office:
    return Office(title=title, country=country, sector=sector, organisation=organisation)


def test_the_adjective_before_a_title_says_whose_it_is() -> None:
    found = offices("French President Ann Roe met the Polish foreign minister.")

    assert office("president", "FRA", "GOV") == found["President Ann Roe"]
    assert office("foreign minister", "POL", "GOV") == found["the Polish foreign minister"]


def test_a_country_after_of_and_before_a_possessive_say_whose_it_is() -> None:
    found = offices("The president of Ukraine slept. Norway's defence minister was awake.")

    assert office("president", "UKR", "GOV") == found["The president of Ukraine"]
    assert office("defence minister", "NOR", "GOV") == found["Norway's defence minister"]


def test_what_somebody_was_born_does_not_count() -> None:
    found = offices("Polish-born US national security adviser Jan Kowal resigned.")

    assert office("national security adviser", "USA", "GOV") == found["Jan Kowal"]


def test_an_office_in_an_alliance_is_the_alliances_whatever_country_its_holder_is_from() -> None:
    found = offices("NATO Secretary General Jens Stoltenberg spoke. The Norwegian smiled.", "2020-05-05")

    assert office("secretary general", None, "IGO", "NATO") == found["Secretary General Jens Stoltenberg"]


def test_the_same_words_mean_another_office_in_another_country() -> None:
    found = offices("Austrian Chancellor Karl Berg met U.S. Secretary of State Ida Bell.")

    assert office("foreign minister", "USA", "GOV") == found["Secretary of State Ida Bell"]
    assert office("prime minister", "AUT", "GOV") == found["Chancellor Karl Berg"]


def test_who_is_put_in_office_by_a_country_does_not_hold_it_there() -> None:
    assert offices("Russian-installed governor Pavel Zubko spoke.")["Pavel Zubko"] is None


@pytest.mark.parametrize("words", ["Former President", "Ex-President", "Then-President"])
def test_a_former_office_is_no_office(words: str) -> None:
    found = offices(f"{words} Barack Obama spoke in Ohio.", "2019-03-03")

    assert {None} == {office for name, office in found.items() if "Obama" in name}


def test_late_and_then_at_the_head_of_a_sentence_tell_time_not_office() -> None:
    found = offices("Then President Joe Biden left. Late Monday President Joe Biden came back.", "2022-02-02")

    assert {office("president", "USA", "GOV")} == {o for words, o in found.items() if "Biden" in words}


def test_initials_do_not_make_another_person() -> None:
    found = offices("H.R. McMaster spoke to John R. Bolton at the White House in the U.S. capital.", "2018-04-01")

    assert office("national security adviser", "USA", "GOV") == found["H.R. McMaster"]


def test_a_courtesy_title_does_not_bring_an_office_back() -> None:
    found = offices("President Barack Obama opened a library.", "2021-03-03")

    assert found["President Barack Obama"] is None


def test_a_title_stands_in_an_article_without_a_date() -> None:
    found = offices("President Barack Obama opened a library.")

    assert office("president", "USA", "GOV") == found["President Barack Obama"]


def test_a_bare_name_stands_for_the_office_held_on_the_day() -> None:
    days = ("2015-05-05", "2018-05-05")
    minister, president = (offices("Emmanuel Macron spoke.", day)["Emmanuel Macron"] for day in days)

    assert office("economy minister", "FRA", "GOV") == minister
    assert office("president", "FRA", "GOV") == president


def test_a_month_in_which_the_office_changed_hands_gives_none() -> None:
    assert offices("Liz Truss spoke.", "2022-10")["Liz Truss"] is None
    assert offices("Liz Truss spoke.", "2022-10-05")["Liz Truss"] == office("prime minister", "GBR", "GOV")


def test_the_table_says_so_in_the_reason() -> None:
    reasons = {words: reason for words, _, reason in with_reasons("Emmanuel Macron spoke.", "2018-05-05")}

    assert "office: held on 2018-05-05, says the table of offices" == reasons["Emmanuel Macron"]


def test_a_namesake_with_another_trade_holds_no_office() -> None:
    found = offices("Footballer Boris Johnson scored. Johnson, a striker, was happy.", "2020-05-05")

    assert {None} == set(found.values())


def test_a_bare_role_is_the_office_of_whom_it_is_said_of() -> None:
    found = offices("Prime Minister Rishi Sunak of Britain spoke. The prime minister sat down.")

    assert office("prime minister", "GBR", "GOV") == found["The prime minister"]


def test_a_role_that_nobody_owns_is_no_office() -> None:
    found = offices("The company's president, Ann Roe, spoke. A director listened.")

    assert {None} == {o for words, o in found.items() if words != "The company"}


def test_the_president_of_something_that_is_no_state_holds_no_office() -> None:
    assert {None} == set(offices("The Danish president of a chess federation resigned.").values())


def test_ministries_and_services_are_a_states_and_have_their_sector() -> None:
    found = offices("The Ukrainian Defense Ministry accused the FSB. Polish police and the Kremlin said nothing.")

    assert office(None, "UKR", "MIL", "defence ministry") == found["Ukrainian Defense Ministry"]
    assert office(None, "RUS", "SPY", "FSB") == found["FSB"]
    assert office(None, "POL", "COP", "police") == found["Polish police"]
    assert office(None, "RUS", "GOV", "Kremlin") == found["Kremlin"]


def test_who_speaks_for_an_organisation_has_its_sector() -> None:
    found = offices("Dmitry Orlov, a spokesman for the Kremlin, denied it. A Pentagon spokesman agreed.")

    assert office("spokesperson", "RUS", "GOV", "Kremlin") == found["a spokesman"]
    assert office("spokesperson", "USA", "MIL", "Pentagon") == found["A Pentagon spokesman"]


def test_a_rank_before_a_name_gives_way_to_the_office_told_beside_it() -> None:
    found = offices("Gen. Oleh Vard, commander of Ukraine's air force, spoke.")

    assert office("commander", "UKR", "MIL") == found["Gen. Oleh Vard"]


def test_pro_russian_forces_are_not_russias() -> None:
    ours = [o for words, o in offices("Russian forces left.").items() if "forces" in words]
    theirs = [o for words, o in offices("Pro-Russian forces left.").items() if "forces" in words]

    assert [office(None, "RUS", "MIL", "armed forces")] == ours
    assert [None] == theirs


def test_an_article_dated_between_two_days_gives_an_office_held_on_all_of_them() -> None:
    document = Document(id="d", text="x", ref="d", text_sha256="", raw_sha256="", media_type="text/plain")
    article = Article(id="", by="", document=document.id)
    open_end = Dating(id="", by="", document="d", earliest="2023-07-01")
    closed = Dating(id="", by="", document="d", earliest="2023-07-01", latest="2023-07-11")

    assert days_of(article, [open_end]) is None
    assert days_of(article, [closed]) == ("2023-07-01", "2023-07-11")


def test_forces_for_a_country_are_not_the_countrys() -> None:
    found = offices("Pro-Russian forces took the bridge. Russian forces stayed at home.", "2014-08-01")

    assert found["Pro-Russian forces"] is None
    assert found["Russian forces"] == office(None, "RUS", "MIL", "armed forces")


def test_a_country_inside_the_name_of_an_institute_is_not_whose_office_it_is() -> None:
    found = offices(
        "Ida Roe, vice president at the U.S. Institute for Rope, praised the president of the United States."
    )

    assert found["Ida Roe"] is None
    assert found["the president of the United States"] == office("president", "USA", "GOV")


def test_an_agency_that_nobody_knows_is_its_states() -> None:
    found = offices("Italy's Civil Protection Agency met. The Ministry of Defence of Ukraine met too.")

    assert found["Civil Protection Agency"] == office(None, "ITA", "GOV")
    assert found["Ministry of Defence of Ukraine"] == office(None, "UKR", "MIL", "defence ministry")


def test_a_leader_has_the_office_that_leads_the_country_on_that_day() -> None:
    assert offices("The Italian leader slept.", "2023-05-05")["The Italian leader"] == office(
        "prime minister", "ITA", "GOV"
    )
    assert offices("The Italian leader slept.")["The Italian leader"] == office("leader", "ITA", "GOV")


def test_a_counterpart_has_the_title_of_the_one_before() -> None:
    found = offices("The Norwegian defence minister called and his Spanish counterpart listened.")

    assert found["his Spanish counterpart"] == office("defence minister", "ESP", "GOV")


def test_a_spokesman_speaks_for_the_country_of_whom_he_serves() -> None:
    found = offices("A spokesman for Theresa May declined. The prime minister was in Leeds.", "2018-03-14")

    assert found["A spokesman"] == office("spokesperson", "GBR", "GOV")


def test_a_bare_parliament_is_that_of_the_only_country_named() -> None:
    one = offices("The president of Peru dissolved the parliament.")
    two = offices("The president of Peru called the president of Chile before the parliament met.")

    assert one["the parliament"] == office(None, "PER", "LEG", "parliament")
    assert two["the parliament"] is None


def test_a_regional_parliament_and_a_reporters_posting_say_nothing_of_the_state() -> None:
    found = offices("The Ukrainian regional parliament met. Our London correspondent was there.")

    assert found["The Ukrainian regional parliament"] is None
    assert found["Our London correspondent"] == office("journalist", None, "JRN")


def test_who_reigns_is_known_by_first_name_on_the_day() -> None:
    found = offices("King Salman rang Queen Margrethe.", "2018-10-15")

    assert found["King Salman"] == office("monarch", "SAU", "GOV")
    assert found["Queen Margrethe"] == office("monarch", "DNK", "GOV")


def test_words_between_owner_and_title_do_not_part_them() -> None:
    found = offices("Iraq's caretaker prime minister protested.")

    assert found["Iraq's caretaker prime minister"] == office("prime minister", "IRQ", "GOV")


def test_an_office_of_another_state_beside_a_famous_name_is_not_believed() -> None:
    found = offices("A way out - Kazakh President Lavrov added that it was late. Sergei Lavrov left.", "2014-05-05")

    assert found["Sergei Lavrov"] == office("foreign minister", "RUS", "GOV")
