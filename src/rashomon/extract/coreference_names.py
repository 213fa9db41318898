"""Names of one article -> entities: the same name, a part of a fuller name, an acronym."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.extract.tables import cues, places
from rashomon.model import Parse

__all__ = ["group_names"]

Words = tuple[str, ...]

_STATES = ("federal republic", "islamic republic", "people's republic", "republic", "kingdom", "state", "government")


def group_names(parse: Parse, names: Sequence[Noted]) -> list[Draft]:
    """Return the entities that the names stand for, in the order of their fullest names; sets `entity` of each name."""
    drafts: list[Draft] = []
    # the fullest names first: what is shorter is then a part of something known
    for name in sorted(names, key=lambda n: (n.core - n.last, n.first)):
        words = tuple(w.rstrip(".").casefold() for w in name.words(parse))
        match = _part_of_person if name.kind == "person" else _same_name
        found = [(k, why) for k, d in enumerate(drafts) if d.kind == name.kind and (why := match(words, d))]
        found = [(k, why) for k, why in found if len(words) > 1 or not _comes_later(parse, name, drafts[k])]
        if not found:
            found = _longer_name(parse, name, drafts)
        if not found:
            text = " ".join(name.words(parse))
            drafts.append(Draft(text, name.kind, named=True, plural=name.plural))
            found = [(len(drafts) - 1, "")]
        index, why = _nearest(found, drafts, name)
        drafts[index].add(name, index, why if why != "same" else None)
    return drafts


def _comes_later(parse: Parse, surname: Noted, draft: Draft) -> bool:
    """Tell whether the full name is that of a relative named behind: `Marr left. His brother, Ivo Marr, stayed`."""
    first = min(m.first for m in draft.mentions)
    before = [word for word in parse.words[max(first - 2, 0) : first] if word != ","]
    return surname.first < first and bool(before) and before[-1] in cues("kin")


def _longer_name(parse: Parse, name: Noted, drafts: Sequence[Draft]) -> list[tuple[int, str]]:
    """Return the one longer organisation meant: `Ministry of Ports of X` by `the Ministry`; nothing if two may be."""
    words = list(name.words(parse))
    if name.kind != "organisation" or words[0] in cues("organisation"):
        return []
    lone = len(words) == 1
    if lone and (not name.first or parse.words[name.first - 1].lower() != "the" or words[0] not in _heads()):
        return []
    found = [
        (k, f"shorter form of {d.name}")
        for k, d in enumerate(drafts)
        if d.kind == "organisation" and (_begins(words, d) or (lone and d.name.split()[-1] == words[0]))
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

    def last_before(index: int) -> int:
        return max((m.first for m in drafts[index].mentions if m.first < name.first), default=-1)

    return max(found, key=lambda f: last_before(f[0]))


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
        mine, other = places().get(_title(words)), places().get(draft.name)
        if mine and other and mine.level == other.level == "country" and mine.country == other.country != "":
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
