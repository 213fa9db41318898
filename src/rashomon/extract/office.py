"""Mentions and who they are -> the office that each stands for when the article appeared.

1. what the words of a mention say   2. what other words say of the same person   3. the table of holders, by name
4. what the rest of the article adds to a bare title

An office that the words call past (`the former president`) is not given, nor one whose title is a courtesy: the table
knows that the person named had left it by then. Pronouns get none. Where nothing is sure there is no office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.data.offices import Tenure, first_day, fold, last_day, offices_of, tenures, tenures_of
from rashomon.extract.draft import Draft
from rashomon.extract.names import is_sport
from rashomon.extract.noted import Noted
from rashomon.extract.office_context import Held, called_leading, complete, is_bare
from rashomon.extract.office_phrase import Reader, Told
from rashomon.extract.office_tables import (
    countries,
    full_name,
    is_famous,
    organisation_of,
    sector_of,
    split,
    title_length,
    words_of,
)
from rashomon.extract.tables import given_names
from rashomon.model import Article, Dating, Office, Parse

__all__ = ["Held", "find_offices"]

Days = tuple[str, str]


class _Setting(NamedTuple):
    """When the article appeared, if that is known, and which countries it names."""

    days: Days | None
    countries: frozenset[str]


def find_offices(
    parse: Parse, noted: Sequence[Noted], drafts: Sequence[Draft], article: Article, dating: Sequence[Dating]
) -> Mapping[int, Held]:
    """Return the offices by the index of the mention; a mention that stands for none is left out."""
    reader, days = Reader(parse), days_of(article, dating)
    sport, setting = is_sport(parse), _Setting(days, reader.countries())
    told = {i: words for i, n in enumerate(noted) if (words := reader.read(n)) is not None}
    found = {i: Held(t.office) for i, t in told.items() if t.now and noted[i].entity < 0}
    of_entity: dict[int, list[int]] = {}
    for i, n in enumerate(noted):
        if n.entity >= 0 and n.form != "pronoun":
            of_entity.setdefault(n.entity, []).append(i)
    for entity, members in of_entity.items():
        names = _names(parse, noted, members)
        found |= _of_entity(drafts[entity], {i: told.get(i) for i in members}, names, setting)
        found |= _of_government(drafts[entity], names, members) if not sport else {}
        # `the Russian president` is Russia's, even where it was taken for somebody else
        found |= {i: Held(told[i].office) for i in members if noted[i].form == "nominal" and _differs(found, told, i)}
    organs = {i: organ for i, n in enumerate(noted) if i not in found and (organ := reader.bare_organ(n))}
    found = complete(parse, noted, found, organs, setting.countries)
    return {i: called_leading(held, days) for i, held in found.items() if _says_whose(held.office)}


def _differs(found: Mapping[int, Held], told: Mapping[int, Told], i: int) -> bool:
    """Tell whether a mention was given another country than its own words say."""
    own = told[i].office.country if i in told and told[i].now else None
    return own is not None and i in found and found[i].office.country not in (None, own)


def _says_whose(office: Office) -> bool:
    """Tell whether an office says more than a title that any firm has: a bare `director` stands for nothing."""
    return not is_bare(office) or office.title not in words_of("of any firm")


def _of_government(draft: Draft, names: Sequence[str], members: Sequence[int]) -> dict[int, Held]:
    """Return a country's government for the mentions of a country, or of its capital, that speaks and acts."""
    if draft.kind != "organisation" or not names:
        return {}
    words = split(names[0].removeprefix("the "))
    state = countries().starting(words, 0)
    if state is None or state[0] != len(words):
        return {}
    return dict.fromkeys(
        members, Held(Office(country=state[1][0], sector="GOV"), "a country that acts is its government")
    )


def days_of(article: Article, dating: Sequence[Dating]) -> Days | None:
    """Return the first and the last day on which the article may have appeared, None where one of them is open."""
    if article.published:
        return first_day(article.published), last_day(article.published)
    if dating and dating[0].earliest and dating[0].latest:
        return first_day(dating[0].earliest), last_day(dating[0].latest)
    return None


def _names(parse: Parse, noted: Sequence[Noted], members: Sequence[int]) -> list[str]:
    """Return the names of somebody without titles, each once."""
    names = [noted[i].words(parse) for i in members if noted[i].form == "name"]
    return list(dict.fromkeys(" ".join(words[title_length(words) :]) for words in names))


def _of_entity(
    draft: Draft, told: Mapping[int, Told | None], names: Sequence[str], setting: _Setting
) -> dict[int, Held]:
    """Return the offices of the mentions of one entity."""
    days = setting.days
    reigns = any(t and t.office.title in _THRONES for t in told.values())
    person = _person(draft, names, reigns=reigns) if draft.kind == "person" else None
    if person is None and reigns and days is not None:
        person = _reigning(names, {t.office.country for t in told.values() if t}, days)
    said = {
        i: t.office
        for i, t in told.items()
        if t is not None and t.now and not _is_courtesy(t.office, person, days) and not _is_anothers(t.office, person)
    }
    held = _held(person, setting) if person and not any(o.sector in _PRIVATE for o in said.values()) else None
    said = {i: _in_its_country(office, person, held) for i, office in said.items()}
    known = _known(list(said.values()), held, days)
    found = {}
    for i, t in told.items():
        if i in said:
            found[i] = _completed(said[i], known, held, days)
        elif known is not None and (t is None or t.now) and not draft.plural:
            found[i] = known
    return found


def _in_its_country(office: Office, person: str | None, held: Office | None) -> Office:
    """Return `President Roe` with the one country whose president the table knows Roe to be or to have been, if any.

    Whoever is not known as that acts for the state that they serve: `Acting President Roe`, its finance minister.
    """
    if person is None or not is_bare(office):
        return office
    whole = {office_of(t) for t in tenures_of(person) if t.office == office.title}
    if not whole and held is not None and held.country and not held.organisation:
        return replace(office, country=held.country)
    return whole.pop() if len(whole) == 1 else office


_THRONES = frozenset({"monarch", "pope", "crown prince"})
# a journalist who bears a minister's name is not the minister
_PRIVATE = frozenset({"JRN"})


def _person(draft: Draft, names: Sequence[str], *, reigns: bool) -> str | None:
    """Return who somebody is in the table of holders by their name, unless the article calls them something else.

    A single name is enough for those who are known by it, and for those who reign.
    """
    if draft.roles.keys() & words_of("private"):
        return None
    known = {person for name in names if (person := full_name(name, reigns=reigns)) and tenures_of(person)}
    return known.pop() if len(known) == 1 else None


def _reigning(names: Sequence[str], whose: set[str | None], days: Days) -> str | None:
    """Return the one who reigns by that first name on these days, in their country where it is told."""
    words = [[word for word in fold(name).split() if word not in words_of("of a throne")] for name in names]
    first = {name[0] for name in words if len(name) == 1}
    thrones = [t for t in tenures() if t.office in _THRONES and fold(t.person).split()[0] in first]
    told = {country for country in whose if country}
    found = {t.person for t in thrones if t in offices_of(t.person, *days) and (not told or t.of in told)}
    return found.pop() if len(found) == 1 else None


def _held(person: str, setting: _Setting) -> Office | None:
    """Return the highest office that somebody held on all of these days: the table lists the highest first.

    Of the many with an English name like a minister's most are not the minister: the article must name the country,
    unless it is one of the names that news gives without it, or whoever bears it leads the country or speaks for it.
    """
    tenures = offices_of(person, *setting.days) if setting.days else ()
    common = person.split()[0].capitalize() in given_names() and not is_famous(person)
    sure = [
        t for t in tenures if not common or t.of not in _ENGLISH or t.of in setting.countries or t.office in _LEADING
    ]
    return office_of(sure[0]) if sure else None


_LEADING = frozenset({"president", "prime minister", "foreign minister"})
_ENGLISH = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})


def office_of(tenure: Tenure) -> Office:
    """Return a row of the table as an office."""
    organisation = organisation_of(tenure.of)
    if organisation is None:
        return Office(title=tenure.office, country=tenure.of, sector=sector_of(tenure.office))
    return Office(
        title=tenure.office, country=organisation.country, organisation=organisation.name, sector=organisation.sector
    )


def _is_courtesy(office: Office, person: str | None, days: Days | None) -> bool:
    """Tell whether somebody bears a title that the table knows they had laid down by then.

    A title not yet taken up is no courtesy: there the table or the date is wrong, and the words stand.
    """
    if person is None or days is None or office.title is None:
        return False
    same = [t for t in tenures_of(person) if t.office == office.title and office.country in (None, t.of)]
    begun = [t for t in same if first_day(t.start) <= days[1]]
    return bool(begun) and all(t.end and last_day(t.end) < days[0] for t in begun)


def _is_anothers(office: Office, person: str | None) -> bool:
    """Tell whether words beside a name everybody knows give it a country that the table never has for it.

    They belong to something else then: the end of a headline, the guest of a president.
    """
    if person is None or office.country is None or office.title is None or not is_famous(person):
        return False
    own = {country for t in tenures_of(person) if (country := office_of(t).country)}
    return bool(own) and office.country not in own


def _known(said: Sequence[Office], held: Office | None, days: Days | None) -> Held | None:
    """Return what is known of somebody: the office told most often with whose it is, the table's if it agrees."""
    whole = Counter(o for o in said if o.country or o.organisation)
    if whole:
        return Held(whole.most_common(1)[0][0], "the article says so elsewhere")
    if held is not None and all(o.title in (None, held.title) or _is_rough(o, held) for o in said):
        return Held(held, _in_table(days))
    return Held(said[0], "the article says so elsewhere") if said else None


def _completed(office: Office, known: Held | None, held: Office | None, days: Days | None) -> Held:
    """Return an office as the table calls it, or with the country that the article adds to its bare title."""
    if held is not None and held != office and _is_rough(office, held):
        return Held(held, _in_table(days))
    if known is None or known.office == office or office.country or office.organisation:
        return Held(office)
    # a general or a spokesman by title may be told elsewhere what of
    return known if known.office.title == office.title or not _says_whose(office) else Held(office)


def _is_rough(office: Office, held: Office) -> bool:
    """Tell whether words say in their own way what the table says: `leader`, `army spokesperson`."""
    if office.country not in (None, held.country) or office.organisation not in (None, held.organisation):
        return False
    title, known = office.title or "", held.title or ""
    return title in words_of("vague") or (office.sector == held.sector and title.split()[-1:] == known.split()[-1:])


def _in_table(days: Days | None) -> str:
    return f"held on {' to '.join(dict.fromkeys(days or ()))}, says the table of offices"
