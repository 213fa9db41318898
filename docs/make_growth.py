"""Results of benchmarks/pile_growth.py -> docs/growth.svg and the tables of docs/growth.md; run it to renew all.

`pile_growth.json` is of a run with the stages of the first table, `pile_growth_all.json` of one with all stages, which
cost more and reach smaller sizes. The picture has each stage from the first run that has it.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE.parent / "benchmarks" / "results"
MEASURED = (RESULTS / "pile_growth.json", RESULTS / "pile_growth_all.json")
PAGE, PICTURE = HERE / "growth.md", HERE / "growth.svg"
STAGES = ("writing", "identity", "reuse", "story", "reference", "cluster", "claim")
# of the picture: its size, and where the axes are
WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 596, 56, 352
# Okabe and Ito's palette, and a dash of its own for each, since colour alone says nothing to some
STROKES = (
    ("#0072b2", ""), ("#d55e00", "6 3"), ("#009e73", "2 3"), ("#cc79a7", "9 3 2 3"), ("#56b4e9", "1 4"),
    ("#e69f00", "12 4"), ("#7f7f7f", "4 2"),
)  # fmt: skip
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.small{font-size:11px;fill:#666}.grid{stroke:#ddd}"
    "path{fill:none;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.small{fill:#aaa}.grid{stroke:#444}}"
)

Rows = dict[str, dict[str, float]]


def piles(measured: Rows) -> dict[int, dict[str, float]]:
    """Return the figures by the number of articles."""
    sizes = {name: re.fullmatch(r"([\d,]+) articles", name) for name in measured}
    return {int(found[1].replace(",", "")): measured[name] for name, found in sizes.items() if found}


def draw(rows: dict[int, dict[str, float]]) -> str:
    """Return the curves: milliseconds an article by the size of the pile, both on scales of powers."""
    stages = [stage for stage in STAGES if any(stage in row for row in rows.values())]
    sizes = sorted(rows)
    sizes_of = {stage: [size for size in sizes if stage in rows[size]] for stage in stages}
    least, most = (math.log10(size) for size in (sizes[0], sizes[-1]))
    values = [rows[size][stage] for stage in stages for size in sizes_of[stage]]
    low, high = math.log10(min(values) / 1.3), math.log10(max(values) * 1.3)

    def x(size: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (math.log10(size) - least) / (most - least), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (math.log10(value) - low) / (high - low), 1)

    title = f"What an article costs, from {sizes[0]:,} to {sizes[-1]:,} articles"
    unit = "milliseconds of the processor an article, by the size of the pile"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">',
        f"<style>{STYLE}</style>",
        f'<text x="{LEFT}" y="24">{title}</text>',
        f'<text class="small" x="{LEFT}" y="42">{unit}</text>',
    ]
    for power in range(math.ceil(low), math.floor(high) + 1):
        for step in (1, 2, 5):
            if low <= math.log10(step * 10**power) <= high:
                at = y(step * 10**power)
                parts.append(f'<line class="grid" x1="{LEFT}" x2="{RIGHT}" y1="{at}" y2="{at}"/>')
                parts.append(
                    f'<text class="small" x="{LEFT - 6}" y="{at + 4}" text-anchor="end">{step * 10**power:g}</text>'
                )
    for size in sizes:
        parts.append(f'<text class="small" x="{x(size)}" y="{BOTTOM + 18}" text-anchor="middle">{size:,}</text>')
    ends = {stage: y(rows[sizes_of[stage][-1]][stage]) for stage in stages}
    for (stage, at), (colour, dash) in zip(_labels(ends), _strokes(stages), strict=True):
        line = " ".join(
            f"{'L' if number else 'M'}{x(size)} {y(rows[size][stage])}" for number, size in enumerate(sizes_of[stage])
        )
        parts.append(f'<path d="{line}" stroke="{colour}" stroke-dasharray="{dash}"/>')
        last = sizes_of[stage][-1]
        beside = x(last) + 8
        parts.append(f'<text x="{beside}" y="{at + 4}" style="fill:{colour}">{stage} {rows[last][stage]:.3g}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _strokes(stages: list[str]) -> list[tuple[str, str]]:
    return [STROKES[STAGES.index(stage)] for stage in stages]


def _labels(places: dict[str, float]) -> list[tuple[str, float]]:
    """Return where the names of the lines stand, none on another."""
    moved: dict[str, float] = {}
    last = -math.inf
    for stage in sorted(places, key=lambda stage: places[stage]):
        last = moved[stage] = max(places[stage], last + 16)
    return [(stage, moved[stage]) for stage in places]


def table(rows: dict[int, dict[str, float]]) -> str:
    """Return the figures in Markdown."""
    names = list(next(iter(rows.values())))
    head = f"| articles | {' | '.join(names)} |\n|{'---:|' * (len(names) + 1)}\n"
    return head + "".join(
        f"| {size:,} | {' | '.join(f'{rows[size][n]:g}' for n in names)} |\n" for size in sorted(rows)
    )


def main() -> None:
    """Draw the curves, and put the tables in the place of those before."""
    runs = [piles(json.loads(path.read_text(encoding="utf-8"))["measured"]) for path in MEASURED]
    sizes = sorted({size for run in runs for size in run})
    PICTURE.write_text(draw({size: runs[1].get(size, {}) | runs[0].get(size, {}) for size in sizes}), encoding="utf-8")
    tables = iter(map(table, runs))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"(?m)^\| articles [\s\S]*?\n(?!\|)", lambda _: next(tables), page), encoding="utf-8")


if __name__ == "__main__":
    main()
