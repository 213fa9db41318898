"""Words -> their language, or None where there are too few to judge."""

from __future__ import annotations

import pytest

from rashomon.clean import language
from rashomon.clean.language import identify


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("Officials said the bridge over the Sound might close.", "en"),
        ("Die Hafenbehörde hat die Fähre am Dienstag gestoppt, weil sie zu schnell gefahren war.", "de"),
        ("Паром был остановлен во вторник сторожевым катером у входа в пролив.", "ru"),
        ("渡船周二在海峡入口处被巡逻艇拦下。", "zh"),
    ],
)
def test_a_sentence_is_enough(words: str, of: str) -> None:
    assert of == identify(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Bonjour tout le monde",
        "Olena Kovalchuk, Dmytro Shevchenko, Viktor Bondarenko, Oksana Melnyk and Serhiy Kravchenko died.",
        "Casualties: Jean-Pierre Dubois, Marie Lefèvre, François Moreau, Amélie Girard, Étienne Roux.",
        "Breaking: Erdoğan, Kılıçdaroğlu, İmamoğlu, Yavaş, Davutoğlu, Babacan, Akşener",
    ],
)
def test_a_few_words_or_a_list_of_names_are_not_judged(words: str) -> None:
    assert identify(words) in (None, "en")


def test_english_with_little_words_is_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_identifier", None)

    assert identify("The ferry was late and the master of the tug said that it had been stopped. " * 4) == "en"


def test_english_words_do_not_hide_another_language() -> None:
    german = "Die Hafenbehörde hat die Fähre am Dienstag gestoppt, weil sie zu schnell gefahren war. " * 20

    assert identify("The ferry was late and the master of the tug said that it had been stopped. " * 4 + german) == "de"
