"""Names of one article -> entities: the same name, a part of a fuller name, an acronym."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.extract.tables import cues, places
from rashomon.model import EntityKind, Parse

__all__ = ["group_names"]

Words = tuple[str, ...]

_STATES = ("federal republic", "islamic republic", "people's republic", "republic", "kingdom", "state", "government")


def group_names(parse: Parse, names: Sequence[Noted]) -> list[Draft]:
    """Return the entities that the names stand for, in the order of their fullest names; sets `entity` of each name."""
    known = _Known()
    # the fullest names first: what is shorter is then a part of something known
    for name in sorted(names, key=lambda n: (n.core - n.last, n.first)):
        spelt = name.words(parse)
        words = tuple(w.rstrip(".").casefold() for w in spelt)
        match = _part_of_person if name.kind == "person" else _same_name
        alike = [(k, known.drafts[k]) for k in known.alike(name.kind, words)]
        found = [(k, why) for k, d in alike if (why := match(words, d))]
        if len(words) == 1:
            found = [(k, why) for k, why in found if not _comes_later(parse, name, known.drafts[k])]
        if not found:
            found = _longer_name(parse, name, alike)
        if not found:
            found = [(known.add(Draft(" ".join(spelt), name.kind, named=True, plural=name.plural)), "")]
        index, why = _nearest(found, known.drafts, name)
        known.drafts[index].add(name, index, why if why != "same" else None)
    return known.drafts


class _Known:
    """The entities so far, each under the words that what is said of it can begin or end with."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._under: dict[tuple[EntityKind, str], list[int]] = {}

    def add(self, draft: Draft) -> int:
        """Take in an entity and return its index."""
        full = _key(draft)
        if draft.kind == "person":
            told = {*full}
        else:
            told = {*full[:1], *full[-1:], _acronym(draft.name), _country(draft.name)}
        for word in told:
            self._under.setdefault((draft.kind, word), []).append(len(self.drafts))
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def alike(self, kind: EntityKind, words: Words) -> list[int]:
        """Return those of a kind that a name of these words may stand for: no others do."""
        asked = {words[0], words[-1]}
        if kind != "person":
            asked |= {words[0].replace(".", ""), _country(_title(words))} - {""}
        return sorted({k for word in asked for k in self._under.get((kind, word), ())})


def _country(name: str) -> str:
    """Return the code of the country of this name, empty for what is none."""
    place = places().get(name)
    return place.country if place is not None and place.level == "country" else ""


def _comes_later(parse: Parse, name: Noted, draft: Draft) -> bool:
    """Tell whether the full name is that of a relative named behind: `Marr left. His brother, Ivo Marr, stayed`."""
    first = draft.first
    before = [word for word in parse.words[max(first - 2, 0) : first] if word != ","]
    return name.first < first and bool(before) and before[-1] in cues("kin")


def _longer_name(parse: Parse, name: Noted, alike: Sequence[tuple[int, Draft]]) -> list[tuple[int, str]]:
    """Return the one longer organisation meant: `Ministry of Ports of X` by `the Ministry`; nothing if two may be."""
    words = list(name.words(parse))
    if name.kind != "organisation" or words[0] in cues("organisation"):
        return []
    lone = len(words) == 1
    if lone and (not name.first or parse.words[name.first - 1].lower() != "the" or words[0] not in _heads()):
        return []
    found = [
        (k, f"shorter form of {d.name}")
        for k, d in alike
        if _begins(words, d) or (lone and d.name.split()[-1] == words[0])
    ]
    return found if len(found) == 1 else []


@cache
def _heads() -> frozenset[str]:
    return cues("organisation first") | cues("organisation last")


def _begins(words: Sequence[str], draft: Draft) -> bool:
    """Tell whether the words are the organisation without the `of` at its end: `Ministry of Ports` [`of Ruritania`]."""
    full = draft.name.split()
    return words[0] in _heads() and full[: len(words)] == words and full[len(words) : len(words) + 1] == ["of"]


def _nearest(found: Sequence[tuple[int, str]], drafts: Sequence[Draft], name: Noted) -> tuple[int, str]:
    """Choose the entity with the same name, else the one that was named last before this name, else the first."""
    same = [f for f in found if f[1] in ("same", "")]
    if same or len(found) == 1:
        return (same or found)[0]
    return max(found, key=lambda f: drafts[f[0]].begun_before(name.first))


def _key(draft: Draft) -> Words:
    return _words_of(draft.name)


@lru_cache(maxsize=1 << 12)
def _words_of(name: str) -> Words:
    return tuple(w.rstrip(".").casefold() for w in name.split())


def _part_of_person(words: Words, draft: Draft) -> str:
    """Return why the words name the same person as the fuller name, or nothing."""
    full = _key(draft)
    if words == full:
        return "same"
    if len(words) == 1:
        if words[0] == full[-1]:
            return f"surname of {draft.name}"
        return f"part of the name {draft.name}" if words[0] in full else ""
    if words == full[: len(words)]:
        return f"shorter form of {draft.name}"
    if words[-1] != full[-1]:
        return ""
    rest = iter(full[:-1])
    if all(any(_is_initial_or_same(w, f) for f in rest) for w in words[:-1]):
        return f"shorter form of {draft.name}"
    return ""


def _is_initial_or_same(word: str, full: str) -> bool:
    return word == full or (len(word) == 1 and full.startswith(word)) or (len(full) == 1 and word.startswith(full))


def _same_name(words: Words, draft: Draft) -> str:
    """Return why the words name the same organisation, place or people, or nothing."""
    full = _key(draft)
    if words == full:
        return "same"
    if draft.kind == "organisation":
        if len(words) == 1 and _acronym(draft.name) == words[0].replace(".", "") and len(words[0]) > 1:
            return f"acronym of {draft.name}"
        if len(words) > 1 and (full[-len(words) :] == words):
            return f"shorter form of {draft.name}"
        ends = (words[0], words[-1]) == (full[0], full[-1])
        if ends and _without_state(words) == _without_state(full):
            return f"another name of {draft.name}"
        if full[: len(words)] == words and all(_is_legal_form(w) for w in draft.name.split()[len(words) :]):
            return f"shorter form of {draft.name}"
    if draft.kind == "place":
        country = _country(_title(words))
        if country and country == _country(draft.name):
            return f"another name of {draft.name}"
    return ""


def _without_state(words: Words) -> Words:
    """Return `ministry of ports of ruritania` for `ministry of ports of the republic of ruritania`."""
    text = " ".join(words)
    for form in _STATES:
        text = text.replace(f" of the {form} of ", " of ")
    return tuple(text.split())


def _title(words: Words) -> str:
    return " ".join(w.upper() if len(w) <= 3 else w.capitalize() for w in words)


def _acronym(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper()).casefold()


def _is_legal_form(word: str) -> bool:
    return word in cues("organisation last")
