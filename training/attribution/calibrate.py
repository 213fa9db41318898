"""Articles held out of training -> the weights with which drafts are scored, written into config.json.

python -m training.attribution.calibrate [--data ../shared/data] [--scorer ../shared/score]
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rashomon.extract.attribution.labels import find_stretches
from rashomon.extract.attribution.linking import Group, find_groups
from rashomon.extract.attribution.worth import TRAITS, traits
from rashomon.model import Parse
from rashomon.parse.mask import mask_text
from rashomon.parse.paragraphs import find_paragraphs
from rashomon.parse.quotations import find_quotations
from rashomon.parse.tagger import tag_words
from training.attribution.examples import Article, split, whole_zone

Floats = npt.NDArray[np.float64]

_RIDGE = 1.0


def main() -> None:
    """Fit the weights and write them beside the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--scorer", type=Path, default=Path("../shared/score"))
    parser.add_argument("--config", type=Path, default=Path("src/rashomon/data/tagger/config.json"))
    options = parser.parse_args()
    sys.path.insert(0, str(options.scorer))
    scorer = importlib.import_module("score_attribution")
    rows = [row for article in split(options.data).held_out for row in judge(article, scorer)]
    weights = fit_weights(np.array([r[0] for r in rows]), np.array([r[1] for r in rows], float))
    config = json.loads(options.config.read_text())
    config["worth"]["weights"] = dict(zip(TRAITS, weights[1:].round(3).tolist(), strict=True))
    config["worth"]["intercept"] = round(float(weights[0]), 3)
    options.config.write_text(json.dumps(config, indent=2) + "\n")


def judge(article: Article, scorer: Any) -> list[tuple[tuple[float, ...], bool]]:
    """Return for each draft of an article its traits, and whether the annotator has the same attribution."""
    text = article["text"]
    masked = mask_text(text)
    paragraphs = find_paragraphs(masked, [whole_zone(text)])
    quotations = find_quotations(text, masked, paragraphs)
    tagging = tag_words(masked, paragraphs, quotations)
    parse = Parse(
        words=(), starts=(), ends=(), lemma=(), pos=(), tag=(), dep=(), head=(), entity=(), entity_start=(),
        sentences=(), quotations=quotations,
    )  # fmt: skip
    groups = find_groups(text, parse, tagging, find_stretches(text, parse, tagging))
    scored = scorer.Article(text, article["discard"])
    gold = scored.attributions(article["attributions"])
    found = [(g, scored.attributions([_as_json(g, tagging)])) for g in groups]
    found = [(g, read) for g, read in found if read]
    pairs = scorer.pair(gold, [read[0] for _, read in found], scorer.RULES["attribution"])
    right = set(pairs.values())
    return [(traits(tagging, g), k in right) for k, (g, _) in enumerate(found)]


def _as_json(group: Group, tagging: Any) -> dict[str, list[list[int]]]:
    roles = {
        "content": group.contents,
        "source": [group.source] if group.source else [],
        "cue": [group.cue] if group.cue else [],
    }
    return {
        role: [[tagging.starts[s.first], tagging.ends[s.last]] for s in stretches] for role, stretches in roles.items()
    }


def fit_weights(rows: Floats, right: Floats) -> Floats:
    """Return intercept and weights of a logistic regression, by Newton's method with a small ridge."""
    table = np.hstack([np.ones((len(rows), 1)), rows])
    ridge = np.diag([0.0] + [_RIDGE] * rows.shape[1])
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-table @ weights))
        curvature = table.T @ (table * (p * (1 - p))[:, None]) + ridge
        weights += np.linalg.solve(curvature, table.T @ (right - p) - ridge @ weights)
    return weights


if __name__ == "__main__":
    main()
