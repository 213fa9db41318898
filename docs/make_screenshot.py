"""The sample story's report -> the pictures in docs/, by a headless Chromium; `python docs/make_screenshot.py --all`.

Without a file of a report the sample story is read anew. `--only`, `--dark` and `--width N` show the other faces of it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
]

# the pictures of the documents: the sections that each shows, and how tall it is
PICTURES = {
    "report": ("reading", 1350),
    "copies": ("copies", 1050),
    "quotations": ("sayings", 1150),
    "voice": ("voice", 1400),
    "events": ("happened", 1500),
    "timeline": ("timeline", 830),
}


def shoot(page: Path, picture: Path, width: int, height: int, dark: bool) -> None:
    """Write what a window of `width` by `height` shows of the page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("make_screenshot needs Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as profile:
        scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
        size = [f"--window-size={width},{height}", f"--screenshot={picture.resolve()}"]
        command = [browser, *FLAGS, f"--user-data-dir={profile}", scheme, *size, page.resolve().as_uri()]
        subprocess.run(command, check=True)


def keep(page: Path, sections: list[str], copy: Path) -> Path:
    """Write a copy of the page that shows only these sections: a headless browser paints no page that is scrolled."""
    html = page.read_text(encoding="utf-8")
    hidden = "".join(f":not(#{section})" for section in sections)
    style = f"<style>main > section{hidden} {{ display: none }}</style></head>"
    # the page's own policy would refuse the added style
    html = html.replace("Content-Security-Policy", "x-no-policy", 1).replace("</head>", style, 1)
    copy.write_text(html, encoding="utf-8")
    return copy


def main() -> None:
    """Read the sample story if no page is given, and take its picture or pictures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("page", nargs="?", type=Path)
    asked.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("report.png"))
    asked.add_argument("--width", type=int, default=1280)
    asked.add_argument("--height", type=int, default=1400)
    asked.add_argument("--only", nargs="+", default=["voice", "reading"], help="ids of the sections to show")
    asked.add_argument("--dark", action="store_true")
    asked.add_argument("--all", action="store_true", help="take all pictures of the documents")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = given.page or Path(folder) / "story.html"
        if given.page is None:
            store = str(Path(folder) / "story.db")
            command = [str(Path(sys.executable).with_name("rashomon")), "demo", "--store", store, "-o", str(page)]
            subprocess.run(command, check=True)
        copy = Path(folder) / "picture.html"
        if not given.all:
            shoot(keep(page, given.only, copy), given.output, given.width, given.height, given.dark)
            return
        for name, (section, height) in PICTURES.items():
            shoot(keep(page, [section], copy), Path(__file__).with_name(f"{name}.png"), 1200, height, given.dark)


if __name__ == "__main__":
    main()
