"""The name of a person -> its parts, and whether two names can be one person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.link.identity.letters import CACHED, fold, sound
from rashomon.link.identity.verdict import Verdict
from rashomon.link.identity.words import (
    classes,
    country_of,
    gender_of,
    is_given,
    kind_of_word,
    language_of,
    members,
)

__all__ = ["PersonName", "compare_people", "given_key", "parse_person"]

_INITIAL = re.compile(r"\b([^\W\d_])\.\s*(?=\w)|\b([^\W\d_])\.$")
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|ar|at|az|an)[-–‑](?=\w)", re.IGNORECASE)
_PATRONYMIC = re.compile(r"(?:[oe]vich|[oei]vych|[oe]vitch|ovna|[ie]vna|yevna|ichna|inichna|ich)$")
# one or two syllables as Chinese, Korean and Vietnamese names are romanised
_SYLLABLES = re.compile(
    r"(?:[bcdfghjklmnpqrstwxyz]{0,2}"
    r"(?:yeo|yae|iao|uai|ae|eo|eu|ye|ya|yo|yu|wa|wo|we|wi|ui|ia|ie|iu|io|ua|uo|ue|ao|ou|oo|ee|ei|ai|oi|a|e|i|o|u)"
    r"(?:ng|ck|n|k|l|m|p|t|r|h)?){1,2}"
)


class PersonName(NamedTuple):
    """The parts of a name, folded: given names in their order (initials are single letters), and what is inherited.

    `surname` is the key of the surname in any transliteration, `second` that of a mother's, as in Spain; `gender` is
    what a title tells, m, f or nothing. `french` is the key of a surname with a j that may be read as in French:
    Jadrova is Yadrova to a German and Zhadrova to a Frenchwoman.
    """

    given: tuple[str, ...]
    surname: str
    second: str = ""
    generation: str = ""
    gender: str = ""
    french: str = ""

    @property
    def bare(self) -> bool:
        """Tell whether the name is a surname alone."""
        return not self.given

    @property
    def told_gender(self) -> str:
        """Return the gender that the title or else the given name tells, or nothing."""
        return self.gender or (gender_of(self.given[0]) if self.given else "")


@lru_cache(CACHED)
def parse_person(name: str, aliases: tuple[str, ...] = ()) -> PersonName:
    """Return the parts of a name; titles and offices in front of it are left out.

    `aliases` are what the person is called elsewhere: a single one of the words is then the surname.
    """
    # 1. titles   2. generation   3. where the surname begins and ends
    words, gender = _without_titles(_words(name))
    generation = ""
    while len(words) > 1 and words[-1] in kind_of_word("generation"):
        generation = {"junior": "jr", "senior": "sr"}.get(words[-1], words[-1])
        words = words[:-1]
    given, surname, second = _split_as_called(words, aliases) or _split(words, starts_low=name[:1].islower())
    french = _surname_key([w.replace("j", "zh") for w in surname]) if any("j" in w for w in surname) else ""
    return PersonName(tuple(given), _surname_key(surname), _surname_key(second), generation, gender, french)


def _words(name: str) -> list[str]:
    """Return the folded words; a hyphenated word is one, an article before a hyphen is none."""
    last, comma, first = name.partition(",")
    if comma and fold(first) and is_given(fold(first).split()[0]):
        name = f"{first} {last}"
    elif comma and fold(first) and set(fold(first).split()) <= kind_of_word("title") | kind_of_word("link"):
        name = last
    spaced = name.replace(",", " ")
    if "." in spaced:
        spaced = _INITIAL.sub(lambda m: f"{m[1] or m[2]} ", spaced)
    found = []
    for token in spaced.split():
        if len(token) == 2 and token.isalpha() and token.isupper() and fold(token) not in kind_of_word("no initials"):
            found += list(fold(token))
        else:
            folded = fold(token if token.isalpha() else _ARTICLE.sub("", token)).replace(" ", "")
            found += [folded] if folded else []
    return _joined_servants(found)


@cache
def _servants() -> tuple[str, ...]:
    """Return the words for the servant of somebody, each before those that it begins with."""
    return tuple(sorted(kind_of_word("servant of"), reverse=True))


def _joined_servants(words: list[str]) -> list[str]:
    """Make `Abd al-Fattah`, `Abdel Fattah` and `Abdul-Fattah` one word: `servant of` is no name by itself."""
    if not any(word.startswith(_servants()) for word in words):
        return words
    found: list[str] = []
    servant = ""
    for word in words:
        prefix = next((p for p in _servants() if word.startswith(p)), "")
        if prefix == word:
            servant = word
        elif servant and word not in kind_of_word("article"):
            found.append(f"abdel{word}")
            servant = ""
        elif not servant:
            rest = word.removeprefix(prefix)
            found.append(f"abdel{rest}" if prefix and len(rest) > 3 and not classes(word) else word)
    # at the end it serves nobody: `Paula Abdul`
    return [*found, servant] if servant else found


@cache
def _titles() -> frozenset[str]:
    return kind_of_word("title") | kind_of_word("title m") | kind_of_word("title f")


def _without_titles(words: list[str]) -> tuple[list[str], str]:
    """Leave out what stands before the name up to the last title, and say which gender the titles tell."""
    titles = _titles()
    gender, end = "", 0
    for i, word in enumerate(words[:-1]):
        if word in titles:
            end = i + 1
            gender = "m" if word in kind_of_word("title m") else "f" if word in kind_of_word("title f") else gender
        elif not (_names_country(words, i) or word in kind_of_word("link") or (i == 0 and _opens_office(words))):
            break
    if end and words[end:] and words[end:][0] in ("of", "for") and len(words) > end + 1:
        return words, gender  # `Secretary of State` alone: no name
    return words[end:], gender


def _names_country(words: list[str], i: int) -> bool:
    """Tell whether a word is a country or its adjective, alone or with its neighbour: `North Korean`."""
    return bool(
        country_of(words[i]) or country_of(" ".join(words[i : i + 2])) or country_of(" ".join(words[i - 1 : i + 1]))
    )


def _opens_office(words: list[str]) -> bool:
    """Tell whether the second word is a title, so that the first can be its organisation: `NATO Secretary General`."""
    return len(words) > 2 and words[1] in kind_of_word("title") and not is_given(words[0])


_Parts = tuple[list[str], list[str], list[str]]


def _split_as_called(words: list[str], aliases: Sequence[str]) -> _Parts | None:
    """Return the parts of `Ana Ruiz Vidal` by her being called `Ruiz`; None where no alias tells."""
    alone = {fold(alias) for alias in aliases if " " not in alias}
    called = [i for i in range(1, len(words) - 1) if words[i] in alone and not is_given(words[i])]
    if len(called) != 1 or words[-1] in alone or words[called[0] - 1] in _particles():
        return None
    return words[: called[0]], [words[called[0]]], words[called[0] + 1 :]


def _split(words: list[str], starts_low: bool) -> _Parts:
    """Return given names, surname, second surname; `starts_low`: begins with a small letter, as `van Dijk`."""
    if len(words) < 2:
        return [], words, []
    if _is_family_first(words):
        return ["".join(words[1:])], words[:1], []
    if words[0] in _particles() and (starts_low or words[1] in _particles() or not is_given(words[0])):
        return [], words, []
    for i in range(1, len(words) - 1):
        if words[i] in _particles():
            return words[:i], words[i:], []
    if words[-1] in kind_of_word("family") and all(_is_asian(w) for w in words[:-1]):
        return ["".join(words[:-1])], words[-1:], []
    if len(words) > 2 and "spanish" in language_of(words[0]) and _is_surname(words[-2]):
        return words[:-2], words[-2:-1], words[-1:]
    return words[:-1], words[-1:], []


@cache
def _particles() -> frozenset[str]:
    return kind_of_word("particle") | kind_of_word("article")


def _is_family_first(words: list[str]) -> bool:
    """Tell whether the name is in East Asian order: a known surname, then one or two syllables.

    `Lee Marvin` has two as well: a single word that is a given name elsewhere is none here.
    """
    given = words[1:]
    if words[0] not in kind_of_word("family") or len(given) > 2 or not _SYLLABLES.fullmatch("".join(given)):
        return False
    return len(given) == 2 or _is_asian(given[0])


def _is_asian(word: str) -> bool:
    return bool(_SYLLABLES.fullmatch(word)) and not (is_given(word) and "asian" not in language_of(word))


def _is_surname(word: str) -> bool:
    return len(word) > 1 and not is_given(word) and not _PATRONYMIC.search(word)


def _surname_key(words: list[str]) -> str:
    articles = kind_of_word("article")
    kept = [w for w in words if w not in articles] or words
    # Hussein and Hussain, Mohamed and Muhammad: Arabic surnames are given names in as many spellings
    return "".join(_arabic(w) or sound(w) for w in kept)


def _arabic(word: str) -> str:
    if "arabic" not in language_of(word):
        return ""
    return sound(members(min(classes(word)))[0])


def compare_people(a: PersonName, b: PersonName) -> Verdict:
    """Tell whether two names can be one person's, how sure that is, and why.

    A bare surname can be anybody of that surname whose gender and generation do not speak against it.
    """
    if a.surname != b.surname and (a.bare or b.bare or not {a.french, b.french} & {a.surname, b.surname}):
        return Verdict(False, 0.0, "different surnames")
    if a.generation != b.generation:
        return Verdict(False, 0.1, "one is Jr., Sr. or numbered")
    if a.second and b.second and a.second != b.second:
        return Verdict(False, 0.1, "different second surnames")
    if a.gender and b.gender and a.gender != b.gender:
        return Verdict(False, 0.1, "one is a man, the other a woman")
    if a.bare or b.bare:
        if a.told_gender and b.told_gender and a.told_gender != b.told_gender:
            return Verdict(False, 0.1, "one is a man, the other a woman")
        return Verdict(True, 0.8 if a.bare != b.bare else 0.9, "the same surname")
    return _compare_given(a.given, b.given)


def _compare_given(a: tuple[str, ...], b: tuple[str, ...]) -> Verdict:
    how = _same_given(a[0], b[0])
    if not how:
        short, long = sorted((a, b), key=len)
        if len(short) == 1 and len(short[0]) > 1 and any(_same_given(short[0], m) == "spelling" for m in long[1:]):
            return Verdict(True, 0.8, "the same surname, known by a middle name")
        return Verdict(False, 0.1, "different given names")
    for x, y in zip(a[1:], b[1:], strict=False):
        if not _same_given(x, y):
            return Verdict(False, 0.2, "different middle names")
    score = {"spelling": 0.97, "class": 0.93, "initial": 0.75}[how]
    why = {"spelling": "given names spelt alike", "class": "forms of one given name", "initial": "an initial"}[how]
    return Verdict(True, score, f"the same surname, {why}")


@lru_cache(CACHED)
def _same_given(a: str, b: str) -> str:
    """Return how two given names are one: `spelling`, `class` or `initial`; nothing where they are not."""
    if a == b or sound(a) == sound(b):
        return "spelling"
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        forms = (long, *(m for number in classes(long) for m in members(number)))
        return "initial" if any(m.startswith(short) for m in forms) else ""
    return "class" if classes(a) & classes(b) else ""


def given_key(given: str) -> str:
    """Return what all forms of a given name share, however they are spelt: the same for Volodymyr and Vladimir."""
    numbers = classes(given)
    return sound(members(min(numbers))[0]) if numbers else sound(given)
