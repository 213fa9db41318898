"""The report in a real browser: it fits a narrow screen, keeps its policy, and shows the text as it is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape
from pathlib import Path
from urllib.parse import unquote

import pytest

from rashomon.model import Document
from rashomon.show.report import render_report
from tests.show.small_story import Desk, MemoryView, small_story

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
]

# around the page, which itself runs nothing: lays it out at each width and reads it back
PROBE = """<body><iframe id=f width=320 height=800 srcdoc="{page}"></iframe><script>
const seen = {{wide: {{}}, blocked: 0, texts: {{}}, bars: 0}};
const frame = document.getElementById("f");
frame.onload = () => {{
  const page = frame.contentDocument;
  for (const width of [320, 400, 700, 1000, 1400]) {{
    frame.width = width;
    seen.wide[width] = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  }}
  for (const mark of page.querySelectorAll(".text mark")) {{
    const bar = frame.contentWindow.getComputedStyle(mark, "::after");
    if (parseFloat(bar.height) > 10 && bar.borderLeftWidth !== "0px") seen.bars += 1;
  }}
  for (const note of page.querySelectorAll("[data-note]")) note.remove();
  for (const text of page.querySelectorAll(".text")) seen.texts[text.dataset.document] = text.textContent;
  seen.styled = frame.contentWindow.getComputedStyle(page.querySelector("h1")).fontFamily;
  document.body.textContent = "[[" + encodeURIComponent(JSON.stringify(seen)) + "]]";
}};
</script>"""


def seen_in(view: MemoryView, folder: Path) -> dict[str, object]:
    page = folder / "probe.html"
    page.write_text(PROBE.format(page=escape(render_report(view)).replace("\r", "&#13;")), encoding="utf-8")
    assert CHROMIUM is not None
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--virtual-time-budget=5000",
        "--dump-dom",
    ]
    command = [CHROMIUM, *flags, f"--user-data-dir={folder / 'profile'}", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    (found,) = re.findall(r"\[\[(.*?)\]\]", dom)
    result: dict[str, object] = json.loads(unquote(found))
    return result


def test_the_page_fits_every_width_keeps_its_style_and_reads_back_as_the_text(tmp_path: Path) -> None:
    seen = seen_in(small_story(), tmp_path)
    documents = [d for d in small_story().records("document") if isinstance(d, Document)]

    assert seen["wide"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}
    assert "Georgia" in str(seen["styled"])
    assert seen["texts"] == {d.id: d.text for d in documents}
    # nine stretches in the Courier (two contents are split, one of them crosses a paragraph), three in the Herald
    assert seen["bars"] == 12


def test_hostile_text_stays_text_in_a_browser(tmp_path: Path) -> None:
    desk = Desk(
        "evil", "</div></article><script>document.title='owned'</script>\r\n\u202ekcab <p>&amp;&#13;\x0b x" + "w" * 400
    )
    seen = seen_in(MemoryView(desk.records), tmp_path)

    assert seen["texts"] == {desk.id: desk.document.text}
    assert seen["wide"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}
