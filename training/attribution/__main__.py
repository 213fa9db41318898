"""Train the attribution tagger on PolNeAR and write it to src/rashomon/data/tagger.

    python -m training.attribution [--data ../shared/data] [--work build/tagger] [--output src/rashomon/data/tagger]

About an hour and ten minutes on one core with AMX (bf16). A stopped run goes on where it was when started again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.attribution.examples import label_article, split
from training.attribution.export import export
from training.attribution.fit import ROUNDS, fit


def main() -> None:
    """Run the training from the corpus to the shipped file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    parser.add_argument("--output", type=Path, default=Path("src/rashomon/data/tagger"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    articles = [[label_article(reading) for reading in readings] for readings in split(options.data).train]
    tagger = fit(articles, ROUNDS, options.work)
    export(tagger, options.work / "tagger-fp32.onnx", options.output / "tagger.onnx")


if __name__ == "__main__":
    main()
