"""Open documents of GUM -> weights of the pronoun ranker in src/rashomon/data/coreference.

    python training/coreference/train.py [--data ../shared/data/gum-open.jsonl.gz]

A log-linear ranker over the candidates of `rashomon.extract.coreference_features`: the probability of an entity is
proportional to exp(sum of the weights of its features); trained to give its mass to the right entities (the sum over
them, since one gold entity may be two of ours), by gradient descent from the weights of the rule sieve, with an L2
penalty on every step away from them: where the data is silent, the sieve decides. Nothing is random.
Documents whose licence is not CC BY or CC BY-SA are never read, news and interviews are left out: they are the test.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.extract.coreference_features import Candidate, Discourse
from rashomon.extract.coreference_pronouns import SIEVE, choose, nobody
from rashomon.extract.draft import Draft
from rashomon.extract.mention import note_mentions
from rashomon.extract.noted import Noted
from rashomon.model import Document, Parse, Span, Zone, digest
from rashomon.parse import parse_document

OUT = Path(__file__).parents[2] / "src/rashomon/data/coreference/pronouns.tsv"
TEST_GENRES = frozenset({"news", "interview"})
OPEN_LICENCES = ("CC BY 2", "CC BY 3", "CC BY 4", "CC BY-SA")
# chosen on the genres that are for measuring only (fiction, vlogs, ...), not on the test
STEPS, RATE, PENALTY = 120, 0.5, 0.02
# a feature seen less often than this says more about one document than about English
MIN_SEEN = 3


class Example(NamedTuple):
    """A pronoun of a document: who it may stand for, and which of them are right."""

    document: str
    pronoun: Noted
    candidates: Sequence[Candidate]
    right: frozenset[int]


def read_documents(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents that may be trained on."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["licence"].startswith(OPEN_LICENCES) and row["genre"] not in TEST_GENRES:
                yield row


def parse_text(row: dict[str, Any]) -> Parse:
    """Parse a document as one body of text."""
    document = Document(
        id=digest(row["id"]), text=row["text"], ref=row["id"], text_sha256="", raw_sha256="", media_type="text/plain"
    )
    body = Zone(id="", by="", document=document.id, span=Span(0, len(row["text"])), kind="body")
    parse: Parse = parse_document(document, [body])["parse"]
    return parse


def gold_heads(row: dict[str, Any]) -> dict[int, str]:
    """Return where the head of each gold mention starts -> its cluster, the smallest mention first."""
    starts = {t[0]: i for i, t in enumerate(row["tokens"])}
    ends = {t[1]: i for i, t in enumerate(row["tokens"])}
    found: dict[int, str] = {}
    for m in sorted(row["mentions"], key=lambda m: m["end"] - m["start"]):
        a, b = starts.get(m["start"]), ends.get(m["end"])
        if a is None or b is None:
            continue
        head = next((i for i in range(a, b + 1) if not a <= row["tokens"][i][4] <= b), None)
        if head is not None:
            found.setdefault(row["tokens"][head][0], m["cluster"])
    return found


def examples(row: dict[str, Any], parse: Parse) -> Iterator[Example]:
    """Yield the pronouns of a document; those before were resolved rightly where a right answer was there."""
    noted, drafts = note_mentions(parse, weights={})
    gold = gold_heads(row)
    clusters = {k: _cluster(parse, draft, gold) for k, draft in enumerate(drafts)}
    discourse = Discourse(parse, drafts, noted)
    for n in noted:
        cluster = gold.get(parse.starts[n.head])
        if n.form == "pronoun" and parse.tag[n.head] not in ("WP", "WP$"):
            n.entity = -1
            candidates = discourse.candidates(n)
            right = frozenset(c.entity for c in candidates if cluster is not None and clusters[c.entity] == cluster)
            if cluster is not None:
                yield Example(row["id"], n, candidates, right)
            nearest = next((c.entity for c in candidates if c.entity in right), -1)
            n.entity = nearest
        discourse.see(n)


def _cluster(parse: Parse, draft: Draft, gold: dict[int, str]) -> str | None:
    """Return the gold cluster of most of the entity's names and descriptions."""
    votes: Counter[str] = Counter()
    for m in draft.mentions:
        if m.form != "pronoun":
            for i in range(m.first, m.last + 1):
                if parse.starts[i] in gold and (i == m.head or m.form == "name"):
                    votes[gold[parse.starts[i]]] += 2 if i == m.head else 1
    return votes.most_common(1)[0][0] if votes else None


def train(data: Sequence[Example]) -> dict[str, float]:
    """Return the weights after a fixed number of steps of gradient descent."""
    seen = Counter(f for e in data for c in e.candidates for f in c.features)
    weights: dict[str, float] = dict.fromkeys((f for f, n in seen.items() if n >= MIN_SEEN), 0.0)
    weights |= {"he:nobody": 0.0, "they:nobody": 0.0}
    weights |= SIEVE
    # biographies have ten times the pronouns of other texts, nearly all for one person
    per_document = Counter(e.document for e in data)
    shares_of_row = [per_document[e.document] ** -0.5 for e in data]
    whole = sum(shares_of_row)
    sizes = dict.fromkeys(weights, 1e-8)
    rows = [([*e.candidates, nobody(e.pronoun)], e.right or {-1}) for e in data]
    for _ in range(STEPS):
        gradient: dict[str, float] = defaultdict(float)
        for (candidates, right), importance in zip(rows, shares_of_row, strict=True):
            sums = [sum(weights.get(f, 0.0) for f in c.features) for c in candidates]
            top = max(sums)
            shares = [exp(s - top) for s in sums]
            total = sum(shares)
            good = sum(s for s, c in zip(shares, candidates, strict=True) if c.entity in right)
            for share, c in zip(shares, candidates, strict=True):
                push = importance * ((share / good if c.entity in right else 0.0) - share / total)
                for f in c.features:
                    gradient[f] += push
        for f in weights:
            g = gradient[f] / whole - PENALTY * (weights[f] - SIEVE.get(f, 0.0))
            sizes[f] += g * g
            weights[f] += RATE * g / sizes[f] ** 0.5
    return weights


def accuracy(data: Sequence[Example], weights: dict[str, float]) -> float:
    """Return the share of pronouns with a right candidate that get it."""
    asked = [e for e in data if e.right]
    return sum(choose(e.pronoun, e.candidates, weights)[0] in e.right for e in asked) / max(len(asked), 1)


def cross_validate(data: Sequence[Example], folds: int = 5) -> float:
    """Return the accuracy on documents left out of training, a fold at a time."""
    names = sorted({e.document for e in data})
    right = 0.0
    for k in range(folds):
        out = set(names[k::folds])
        held = [e for e in data if e.document in out]
        weights = train([e for e in data if e.document not in out])
        right += accuracy(held, weights) * sum(bool(e.right) for e in held)
    return right / sum(bool(e.right) for e in data)


def main() -> None:
    """Train, print how good it is on held-out documents, write the weights."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data/gum-open.jsonl.gz"))
    args = options.parse_args()
    data: list[Example] = []
    for row in read_documents(args.data):
        data += examples(row, parse_text(row))
    print(f"{len(data)} pronouns, {sum(bool(e.right) for e in data)} with their entity among the candidates")
    print(f"right in five-fold cross-validation over documents: {100 * cross_validate(data):.1f} %")
    weights = train(data)
    header = [
        "# weights of the pronoun ranker; see MODEL_CARD.md",
        "# trained on the academic, bio, court and voyage documents of GUM (CC BY, CC BY-SA); licence CC BY-SA 4.0",
        f"# made by training/coreference/train.py, {date.today().isoformat()}",
    ]
    rows = [f"{f}\t{w:.3f}" for f, w in sorted(weights.items()) if abs(w) >= 0.0005]
    OUT.write_text("\n".join([*header, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
