"""Results of benchmarks/pile_growth.py -> docs/growth.svg and the table of docs/growth.md; run it to renew both."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

HERE = Path(__file__).parent
MEASURED = HERE.parent / "benchmarks" / "results" / "pile_growth.json"
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
    stages = [stage for stage in STAGES if stage in next(iter(rows.values()))]
    sizes = sorted(rows)
    least, most = (math.log10(size) for size in (sizes[0], sizes[-1]))
    values = [rows[size][stage] for size in sizes for stage in stages]
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
    for (stage, at), (colour, dash) in zip(
        _labels({s: y(rows[sizes[-1]][s]) for s in stages}), _strokes(stages), strict=True
    ):
        line = " ".join(
            f"{'L' if number else 'M'}{x(size)} {y(rows[size][stage])}" for number, size in enumerate(sizes)
        )
        parts.append(f'<path d="{line}" stroke="{colour}" stroke-dasharray="{dash}"/>')
        last = rows[sizes[-1]][stage]
        parts.append(f'<text x="{RIGHT + 8}" y="{at + 4}" style="fill:{colour}">{stage} {last:.3g}</text>')
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
    """Draw the curves, and put the table in the place of the one before."""
    rows = piles(json.loads(MEASURED.read_text(encoding="utf-8"))["measured"])
    PICTURE.write_text(draw(rows), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        re.sub(r"(?m)^\| articles [\s\S]*?\n(?!\|)", lambda _: table(rows), page, count=1), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
