"""Names of benchmarks -> tables on standard output, files in `benchmarks/results`, floors held.

python -m benchmarks                 list them
python -m benchmarks NAME...         run, print, keep the result
python -m benchmarks --pin NAME...   run, and raise the floors to what was measured
python -m benchmarks --check         run all that have floors; exit code 1 when a figure fell below its floor
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import Absent
from benchmarks.floors import Floors
from benchmarks.running import Result, hold, run
from rashomon.workers import Ended, count_cores, map_in_order, use_one_thread

HERE = Path(__file__).parent
RESULTS = HERE / "results"
DATA = HERE.parent.parent / "shared" / "data"
# those that take a minute or more are begun first, so that no core waits for one of them at the end
LONG = ("attribution", "event_slots", "claims", "dates", "labels", "topics")


def names() -> list[str]:
    """Return the benchmarks of this folder: the modules that have `measure`."""
    modules = sorted(m.name for m in pkgutil.iter_modules([str(HERE)]) if not m.name.startswith("_"))
    return [name for name in modules if hasattr(importlib.import_module(f"benchmarks.{name}"), "measure")]


def keep(name: str, result: Result) -> None:
    """Write the result where the repository keeps it."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(result._asdict(), indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def check(chosen: list[str], data: Path, floors: Floors) -> int:
    """Run the benchmarks that have floors, one a core at a time, and return how many figures fell below."""
    use_one_thread()
    wanted = sorted(chosen or floors.names(), key=lambda name: name not in LONG)
    fallen = []
    with TemporaryDirectory() as memory:
        work = partial(hold, data=data, floors=floors, memory=Path(memory))
        for name, held in zip(wanted, map_in_order(work, iter(wanted), count_cores()), strict=True):
            if isinstance(held, Ended):
                fallen.append(f"{name}: the process that ran it died ({held.how})")
                continue
            print(held.printed, end="", flush=True)
            fallen += held.fallen
    for line in fallen:
        print(line, file=sys.stderr)
    return len(fallen)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="which to run; none: list them")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--check", action="store_true", help="hold the floors")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower them too (say why in CHANGELOG.md)")
    args = parser.parse_args(argv)
    floors = Floors(HERE / "floors.json")
    if args.check:
        return 1 if check(args.names, args.data, floors) else 0
    unknown = set(args.names) - set(names())
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    if not args.names:
        for name in names():
            print(f"{name:14} {(importlib.import_module(f'benchmarks.{name}').__doc__ or '').splitlines()[0]}")
    for name in args.names:
        try:
            result = run(name, args.data)
        except Absent as reason:
            print(f"{name}: skipped, {reason}")
            continue
        keep(name, result)
        if args.pin:
            floors.pin(name, *result, lower=args.lower)
    return 0


if __name__ == "__main__":
    sys.exit(main())
