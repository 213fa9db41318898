"""Words -> their language, or None where there are too few to judge."""

from __future__ import annotations

import pytest

from rashomon.clean.language import identify


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Officials said the bridge over the Sound might close.", "en"),
        ("Die Hafenbehörde hat die Fähre am Dienstag gestoppt, weil sie zu schnell gefahren war.", "de"),
        ("Паром был остановлен во вторник сторожевым катером у входа в пролив.", "ru"),
        ("渡船周二在海峡入口处被巡逻艇拦下。", "zh"),
    ],
)
def test_a_sentence_is_enough(words: str, language: str) -> None:
    assert language == identify(words)


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
