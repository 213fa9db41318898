"""Mentions of one article -> who each of them is: a sieve from sure to unsure, and the article's entities.

1. names that are the same; surnames, given names and initials of full names; acronyms
2. descriptions: by what the text says that somebody is (`Premier Ann Roe` ... `the premier`), or said again
3. pronouns (coreference_pronouns.py)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.extract.coreference_names import group_names
from rashomon.extract.coreference_pronouns import Weights, resolve_pronouns
from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.extract.tables import cues, given_names, nationalities, roles
from rashomon.model import Parse

__all__ = ["resolve"]

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
# tokens, some four sentences: a company named longer ago is hardly meant by a bare `the company`
_REACH_OF_FIRM = 100
# so few that `the military alliance` is as telling as `the alliance`, even ahead of the name
_SORTS_WITH_WORDS = frozenset({"alliance", "bloc"})


def resolve(parse: Parse, noted: Sequence[Noted], weights: Weights | None = None) -> list[Draft]:
    """Set `entity` of every mention that is clear, and return the entities; `weights` rank the pronouns' candidates."""
    names = [n for n in noted if n.form == "name"]
    nominals = [n for n in noted if n.form == "nominal"]
    drafts = group_names(parse, names)
    for draft in drafts:
        if draft.kind == "person":
            _learn_titles(parse, draft)
    _resolve_described(parse, names, nominals, drafts)
    _resolve_nominals(parse, nominals, drafts)
    resolve_pronouns(parse, noted, drafts, weights)
    return drafts


def _learn_titles(parse: Parse, draft: Draft) -> None:
    """Learn roles and gender from titles and the words before a name, gender from a given name."""
    for m in draft.mentions:
        before = list(parse.words[m.first : m.core])
        i = m.first - 1
        while i >= 0 and parse.head[i] == m.head and parse.dep[i] in ("compound", "amod", "nmod"):
            before.insert(0, parse.words[i])
            i -= 1
        lower = [w.lower() for w in before]
        for k, word in enumerate(lower):
            if word in roles():
                draft.roles.setdefault(word, set()).update(lower[:k])
        for word in before:
            draft.gender_votes["title"] += _title_gender(word)
    first = draft.name.split()[0]
    draft.gender_votes["given"] += {"m": 1, "f": -1}.get(given_names().get(first, ""), 0)


def _title_gender(word: str) -> int:
    """Return 1 for a man's title or role, -1 for a woman's, 0 where it does not tell."""
    if word in cues("male") or roles().get(word.lower(), ("", ""))[1] == "m":
        return 1
    if word in cues("female") or roles().get(word.lower(), ("", ""))[1] == "f":
        return -1
    return 0


def _resolve_described(
    parse: Parse, names: Sequence[Noted], nominals: Sequence[Noted], drafts: Sequence[Draft]
) -> None:
    """Give descriptions to the names they stand beside, and learn from them what the article calls whom."""
    by_head = {n.head: n for n in (*names, *nominals)}
    beside = {parse.head[n.head]: n for n in names if parse.dep[n.head] == "appos"}
    for nominal in nominals:
        name = _described(parse, nominal, by_head, beside.get(nominal.head))
        if name is not None:
            drafts[name.entity].add(nominal, name.entity, "described so beside the name")
            _learn_role(parse, drafts[name.entity], nominal)


def _described(parse: Parse, nominal: Noted, by_head: dict[int, Noted], beside: Noted | None) -> Noted | None:
    """Return the name that the description stands beside: an apposition, or `is`, `was`, `became`."""
    if beside is not None and _is_single_name(beside, nominal):
        return beside
    i, head = nominal.head, parse.head[nominal.head]
    if parse.dep[i] == "appos" and _is_single_name(by_head.get(head), nominal):
        return by_head[head]
    if parse.dep[i] == "attr" and parse.lemma[head] in ("be", "become", "remain"):
        for j in range(nominal.first - 1, max(nominal.first - 25, -1), -1):
            if parse.head[j] == head and parse.dep[j] == "nsubj":
                return by_head[j] if _is_single_name(by_head.get(j), nominal) else None
    return None


def _is_single_name(name: Noted | None, nominal: Noted) -> bool:
    if name is None or name.form != "name" or (nominal.plural and nominal.kind != "group"):
        return False
    return name.kind == nominal.kind or (name.kind == "organisation" and nominal.kind == "group")


def _learn_role(parse: Parse, draft: Draft, nominal: Noted) -> None:
    draft.roles.setdefault(parse.lemma[nominal.head], set()).update(_modifiers(parse, nominal))
    if nominal.gender:
        draft.gender_votes["role"] += 1 if nominal.gender == "m" else -1


def _modifiers(parse: Parse, nominal: Noted) -> set[str]:
    """Return the content words of a description beside its head noun, in lower case."""
    inside = range(nominal.first, nominal.last + 1)
    return {
        parse.words[i].lower() for i in inside if i != nominal.head and parse.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM")
    }


def _resolve_nominals(parse: Parse, nominals: Sequence[Noted], drafts: list[Draft]) -> None:
    called = _Called(drafts)
    for nominal in nominals:
        if nominal.entity >= 0:
            continue
        found = _organisation_meant(parse, nominal, called) or list(_candidates(parse, nominal, called))
        if len(found) > 1 and not nominal.plural:
            near = [k for k in found if drafts[k].head_before(nominal.first) >= 0]
            found = sorted(near, key=lambda k: -drafts[k].head_before(nominal.first))[:1]
        if found:
            drafts[found[0]].add(nominal, found[0], _why(drafts[found[0]]))
        else:
            text = " ".join(parse.words[nominal.first : nominal.last + 1])
            drafts.append(Draft(text, nominal.kind, plural=nominal.plural))
            drafts[-1].add(nominal, len(drafts) - 1)
            _learn_role(parse, drafts[-1], nominal)
            called.add(drafts[-1])


class _Called:
    """The entities of an article by the nouns that it calls them by, or may."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts: list[Draft] = []
        self.organisations: list[int] = []
        self.places: set[str] = set()
        self._by_noun: dict[str, list[int]] = {}
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take in the next entity, whose roles are known."""
        index = len(self.drafts)
        self.drafts.append(draft)
        nouns = set(draft.roles)
        if draft.kind == "organisation" and draft.named:
            self.organisations.append(index)
            words = draft.name.lower().split()
            nouns |= {words[0], words[-1]}
        elif draft.kind == "place":
            self.places.add(draft.name)
        for noun in nouns:
            self._by_noun.setdefault(noun, []).append(index)

    def by(self, noun: str) -> Sequence[int]:
        """Return those that the article calls so, or that are named so, in the order of the entities."""
        return self._by_noun.get(noun, ())


def _why(draft: Draft) -> str:
    return "called so elsewhere in the article" if draft.named else "the same description"


def _candidates(parse: Parse, nominal: Noted, called: _Called) -> Iterator[int]:
    """Yield the entities that the article calls so, with no word in the description that speaks against it."""
    lemma, first = parse.lemma[nominal.head], parse.lemma[nominal.first]
    definite = first in _DEFINITE or parse.tag[nominal.first] in ("PRP$",) or _has_owner(parse, nominal)
    likely = called.by(lemma) if definite or nominal.plural else ()
    if not likely:
        return
    mine = _modifiers(parse, nominal)
    for k in likely:
        draft = called.drafts[k]
        if nominal.plural != draft.plural:
            continue
        known = draft.roles.get(lemma)
        if known is None and draft.kind == "organisation" and definite and draft.named:
            words = [w.lower() for w in draft.name.split()]
            known = set(words) if lemma in (words[0], words[-1]) else None
        if known is None:
            continue
        if (mine == known) if nominal.plural else (definite and _agree(mine, known, draft)):
            yield k


def _organisation_meant(parse: Parse, nominal: Noted, called: _Called) -> list[int]:
    """Return the named organisation that `the company` or `the alliance` means, if there is just one."""
    lemma = parse.lemma[nominal.head]
    if parse.words[nominal.first].lower() != "the" or nominal.plural:
        return []
    sort = "firm" if lemma in cues("firm") else lemma
    if not (cues(sort) or cues(f"{sort} last") or sort == "firm"):
        return []
    bare = not _modifiers(parse, nominal)
    if not bare and sort not in _SORTS_WITH_WORDS:
        return []
    drafts, named = called.drafts, called.organisations
    sure = [k for k in named if _is_of_sort(drafts[k], sort)]
    if sort not in _SORTS_WITH_WORDS:
        sure = [k for k in sure if _back(drafts[k], nominal) >= 0]
    if sure or sort != "firm":
        return sure if len(sure) == 1 else []
    near = [k for k in named if 0 <= _back(drafts[k], nominal) <= _REACH_OF_FIRM]
    may_be = [k for k in near if _may_be_firm(drafts[k]) and drafts[k].name not in called.places]
    return may_be if len(may_be) == 1 else []


def _is_of_sort(draft: Draft, sort: str) -> bool:
    """Tell whether an organisation is known to be, or by the last word of its name is, an alliance, a firm, ..."""
    return draft.name in cues(sort) or draft.name.split()[-1] in cues(f"{sort} last")


def _may_be_firm(draft: Draft) -> bool:
    return not cues("no firm") & {draft.name, *draft.name.split()}


def _back(draft: Draft, nominal: Noted) -> int:
    """Return how many tokens before the description the entity was mentioned last, -1 if it was not."""
    last = draft.head_before(nominal.first)
    return nominal.first - last if last >= 0 else -1


def _has_owner(parse: Parse, nominal: Noted) -> bool:
    return any(parse.dep[i] == "poss" for i in range(nominal.first, nominal.last + 1))


def _agree(mine: set[str], known: set[str], draft: Draft) -> bool:
    """Tell whether every word said here was said there, but for a nationality that nothing contradicts."""
    extra = mine - known
    if not extra:
        return True
    nations = {w for w in known if w.capitalize() in nationalities()}
    return draft.named and not nations and all(w.capitalize() in nationalities() for w in extra)
