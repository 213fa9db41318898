"""Claims of pairs of short articles, and those planted in the sample story: are conflicts conflicts, who agrees.

Each pair is read as a pile of its own, by all stages, into a store. What it is found to be is the gravest relation of
the claims that have an account at the marked words of both articles (a conflict before a dispute, a revision, an
agreement), `unrelated` if there is none. A `P` figure is how many of those found to be so are, `R` how many of those
that are so are found; `any conflict P` counts every pair with a conflict anywhere in it. Rules were written with half
A in view; B was read by nobody who wrote them. Baseline: articles with half of their telling words in common agree,
unless their numbers differ, which is a conflict.

Of the sample story: `accounts` are those planted that some claim has at their words, `together` those of them that
stand in the claim which has most of their own kind, `stance` how many of these have the right one, `relation` how many
of the planted claims are found with the right relation.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.truth import Contested, load_story, locate
from rashomon.link.event.words import stems_of
from rashomon.model import Account, Claim, Document, Relation, Span
from rashomon.pipeline import read_pile
from rashomon.store import View, open_view, open_writer

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "src/rashomon/data/sample"
HALVES = {"A": HERE / "data/claim-pairs-a.jsonl", "B": HERE / "data/claim-pairs-b.jsonl"}
TARGETS = {"conflict P": 80.0}
# the gravest first; what is in none of them is unrelated
RELATIONS: tuple[Relation, ...] = ("conflict", "dispute", "revision", "agreement")
# the words that begin a relation in samples/truth.json
TRUE_RELATIONS: Mapping[str, frozenset[str]] = {
    "agree": frozenset({"agreement"}),
    "conflict": frozenset({"conflict", "dispute"}),
    "revised": frozenset({"revision"}),
    "withdrawn": frozenset({"revision"}),
    "changed": frozenset({"revision"}),
}

Row = dict[str, float]


class Pair(NamedTuple):
    """Two articles, the words to be compared in each, and how they stand to each other."""

    name: str
    relation: str
    articles: tuple[Mapping[str, Any], Mapping[str, Any]]


class Found(NamedTuple):
    """A claim with its accounts."""

    claim: Claim
    accounts: Sequence[Account]


def measure(data: Path) -> dict[str, Row]:
    """Return the figures, in percent; `data` is not used, the texts are our own."""
    rows: dict[str, Row] = {}
    for half, path in HALVES.items():
        pairs = list(read_pairs(path))
        true = [pair.relation for pair in pairs]
        found = [relate_pair(pair) for pair in pairs]
        rows[f"pairs {half} ours"] = score(true, [f[0] for f in found]) | _anywhere(true, [f[1] for f in found])
        rows[f"pairs {half} same words"] = score(true, [compare_words(pair) for pair in pairs])
    return rows | {"sample ours": measure_sample()}


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the labelled pairs of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        yield Pair(item["id"], item["relation"], (item["a"], item["b"]))


def relate_pair(pair: Pair) -> tuple[str, bool]:
    """Return the relation found at the marked words of both articles, and whether any conflict is shown in the pair."""
    lines = (
        json.dumps({"id": f"{pair.name}{n}", **{key: article[key] for key in ("outlet", "date", "text")}})
        for n, article in enumerate(pair.articles)
    )
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pair.jsonl"
        pile.write_text("\n".join(lines), encoding="utf-8")
        with read_claims(pile, Path(folder) / "pair.db") as view:
            marked = {d.id: Span(*pair.articles[int(d.ref[-1])]["span"]) for d in view.records("document")}
            claims = list(claims_of(view))
    at_both = {
        f.claim.relation for f in claims if marked.keys() == {a.document for a in f.accounts if _is_at(a, marked)}
    }
    found = next((r for r in RELATIONS if r in at_both), "unrelated")
    return found, any(f.claim.relation == "conflict" for f in claims)


def _is_at(account: Account, marked: Mapping[str, Span]) -> bool:
    return account.span.overlaps(marked[account.document])


def read_claims(pile: Path, store: Path) -> View:
    """Read a pile into a new store by all stages, and return a view of it."""
    with open_writer(store) as writer:
        read_pile([pile], writer, jobs=1)
    return open_view(store)


def claims_of(view: View) -> Iterator[Found]:
    """Yield the claims of a store with their accounts."""
    accounts: defaultdict[str, list[Account]] = defaultdict(list)
    for account in view.records("account"):
        accounts[account.claim].append(account)
    for claim in view.records("claim"):
        yield Found(claim, accounts[claim.id])


def compare_words(pair: Pair) -> str:
    """Return the relation by the baseline: words in common, and numbers."""
    a, b = (set(stems_of(article["text"])) for article in pair.articles)
    if len(a & b) < 0.5 * min(len(a), len(b)):
        return "unrelated"
    numbers = [{w for w in article["text"].split() if w[0].isdigit()} for article in pair.articles]
    return "conflict" if all(numbers) and not numbers[0] & numbers[1] else "agreement"


def score(true: Sequence[str], found: Sequence[str]) -> Row:
    """Return precision and recall of each relation, and how many of the unrelated are left alone, in percent."""
    both = Counter(t for t, f in zip(true, found, strict=True) if t == f)
    row: Row = {}
    for relation in RELATIONS:
        row[f"{relation} P"] = _percent(both[relation], found.count(relation))
        row[f"{relation} R"] = _percent(both[relation], true.count(relation))
    return row | {"unrelated R": _percent(both["unrelated"], true.count("unrelated"))}


def _anywhere(true: Sequence[str], shown: Sequence[bool]) -> Row:
    right = sum(t == "conflict" for t, s in zip(true, shown, strict=True) if s)
    return {"any conflict P": _percent(right, sum(shown)), "conflicts shown": float(sum(shown))}


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


# ---- the sample story --------------------------------------------------------------------------------------------


def measure_sample() -> Row:
    """Return which of the planted claims are found, the statements among them."""
    with tempfile.TemporaryDirectory() as folder, read_claims(SAMPLE, Path(folder) / "sample.db") as view:
        documents = {Path(d.ref).stem: d for d in view.records("document")}
        found = list(claims_of(view))
    planted = [find_planted(claim, documents, found) for claim in load_story().claims]
    total = sum(len(claim.accounts) for claim in load_story().claims)
    together = sum(p.together for p in planted)
    return {
        "accounts": _percent(sum(p.accounts for p in planted), total),
        "together": _percent(together, total),
        "stance": _percent(sum(p.stances for p in planted), together),
        "relation": _percent(sum(p.related for p in planted), len(planted)),
    }


class PlantedClaim(NamedTuple):
    """How many accounts of a planted claim are found, stand in one claim, with the right stance; its claim if any."""

    name: str
    accounts: int
    together: int
    stances: int
    related: bool
    best: Claim | None


def find_planted(claim: Contested, documents: Mapping[str, Document], found: Iterable[Found]) -> PlantedClaim:
    """Return what is found of a planted claim."""
    told = [(documents[a.article], locate(a.text, documents[a.article].text)[""][0], a.stance) for a in claim.accounts]
    hits: defaultdict[str, dict[int, Account]] = defaultdict(dict)
    claims = {f.claim.id: f.claim for f in found}
    for one in found:
        for account in one.accounts:
            for number, (document, span, _) in enumerate(told):
                if account.document == document.id and account.span.overlaps(span) and one.claim.kind == claim.kind:
                    hits[one.claim.id].setdefault(number, account)
    best = max(hits, key=lambda key: (len(hits[key]), key), default=None)
    chosen = hits[best] if best else {}
    true = TRUE_RELATIONS[claim.relation.split()[0].rstrip(":,;")]
    return PlantedClaim(
        claim.id,
        len({number for some in hits.values() for number in some}),
        len(chosen) if len(chosen) > 1 else 0,
        sum(account.stance == told[n][2] for n, account in chosen.items()) if len(chosen) > 1 else 0,
        best is not None and claims[best].relation in true,
        claims[best] if best else None,
    )
