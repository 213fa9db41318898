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
from tests.show.copied_story import copied_story
from tests.show.small_story import Desk, MemoryView, cluster, small_story

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
]

# around the page, which itself runs nothing: lays it out at each width and reads it back
PROBE = """<body><iframe id=f width=320 height=800 srcdoc="{page}"></iframe><script>
const seen = {{wide: {{}}, noted: {{}}, unseen: [], texts: {{}}, bars: 0, lines: []}};
const frame = document.getElementById("f");
frame.onload = () => {{
  const page = frame.contentDocument;
  for (const width of [320, 400, 700, 1000, 1400]) {{
    frame.width = width;
    seen.wide[width] = page.documentElement.scrollWidth - page.documentElement.clientWidth;
    seen.noted[width] = 0;
    for (const words of page.querySelectorAll(".text [tabindex='0']")) {{
      words.focus();
      const note = words.querySelector(".value, .card").getBoundingClientRect();
      if (note.width < 20 || note.height < 10) seen.unseen.push(words.textContent);
      const over = Math.max(note.right - width, page.documentElement.scrollWidth - page.documentElement.clientWidth);
      seen.noted[width] = Math.max(seen.noted[width], over);
    }}
    page.activeElement.blur();
  }}
  frame.contentWindow.location.hash = "{place}";
  seen.opened = [...page.querySelectorAll("details[open]")].map(d => d.querySelector(".matter")?.id);
  for (const mark of page.querySelectorAll(".text mark")) {{
    const bar = frame.contentWindow.getComputedStyle(mark, "::after");
    if (parseFloat(bar.height) > 10 && bar.borderLeftWidth !== "0px") seen.bars += 1;
  }}
  for (const words of page.querySelectorAll(".text .shared")) {{
    const line = frame.contentWindow.getComputedStyle(words, "::before");
    if (parseFloat(line.height) > 10) seen.lines.push(line.borderLeftWidth);
  }}
  const layers = [...page.querySelectorAll(".layers input")];
  const marked = () => [...page.querySelectorAll(".text :is(.label, .who, .value)")].filter(m => m.offsetParent).length;
  seen.marks = [marked()];
  for (const layer of layers) {{ layer.click(); seen.marks.push(marked()); }}
  page.querySelector(".text .deed")?.focus();
  seen.focused = page.activeElement.className;
  for (const note of page.querySelectorAll("[data-note]")) note.remove();
  for (const text of page.querySelectorAll(".text")) seen.texts[text.dataset.document] = text.textContent;
  seen.styled = frame.contentWindow.getComputedStyle(page.querySelector("h1")).fontFamily;
  document.body.textContent = "[[" + encodeURIComponent(JSON.stringify(seen)) + "]]";
}};
</script>"""


def seen_in(view: MemoryView, folder: Path, place: str = "#person-unknown") -> dict[str, object]:
    page = folder / "probe.html"
    html = escape(render_report(view)).replace("\r", "&#13;")
    page.write_text(PROBE.format(page=html, place=place), encoding="utf-8")
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


def test_a_note_on_a_date_is_seen_when_it_has_the_focus_and_never_leaves_the_screen(tmp_path: Path) -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    desk = Desk("a", " ".join(f"On {day} they closed a gate." for day in days))
    desk.article(title="Gates")
    for i, day in enumerate(days):
        desk.date(day, f"2031-05-{5 + i:02}", reason="the last one up to the day of publication: past by “closed”")
    seen = seen_in(MemoryView(desk.records), tmp_path)

    assert seen["unseen"] == []
    assert seen["noted"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}


def test_the_address_of_a_page_of_somebody_opens_it(tmp_path: Path) -> None:
    desk = Desk("a", "It was said that the dam held.")
    desk.says("that the dam held", cue="was said")

    assert seen_in(MemoryView(desk.records), tmp_path)["opened"] == ["person-unknown"]


def two_reports() -> tuple[MemoryView, str]:
    """Return two articles on one shelling, and the id of the event."""
    records, keys = [], []
    for outlet in ("Courier", "Herald"):
        desk = Desk(outlet, "On Monday, says Ilm, the guns of Vell shelled the fishing port of Ilm for two hours.")
        desk.article(outlet=outlet, title="Shells", published="2031-05-06")
        desk.date("Monday", "2031-05-05", reason="the last one up to the day of publication")
        ilm = desk.person("Ilm", "says [Ilm],")
        said = desk.says(
            "the guns of Vell shelled the fishing port of Ilm", source="says [Ilm],", cue="says", speaker=ilm
        )
        parties = [("the guns of Vell", None)], [("the fishing port of Ilm", None)]
        keys.append(desk.event("shelled", "ASSAULT", *parties, when="Monday", attribution=said, chain=(said,)))
        records += desk.records
    whole = cluster(*keys, earliest="2031-05-05", latest="2031-05-05")
    return MemoryView([*records, whole]), whole.id


def test_the_card_of_an_event_is_seen_when_it_has_the_focus_and_never_leaves_the_screen(tmp_path: Path) -> None:
    seen = seen_in(two_reports()[0], tmp_path)

    assert seen["unseen"] == []
    assert seen["noted"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}
    assert seen["wide"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}


def test_a_label_longer_than_its_words_makes_no_page_wider(tmp_path: Path) -> None:
    days = [f"n{i:02}" for i in range(40)]
    desk = Desk("a", " ".join(f"On day {day} it hit." for day in days))
    desk.article(title="Hits")
    for day in days:
        desk.event(f"{day} it [hit]", "ASSAULT", mode="unconventional", realis="habitual")
    seen = seen_in(MemoryView(desk.records), tmp_path)

    assert seen["wide"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}
    assert seen["noted"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}


def test_the_address_of_an_event_opens_what_each_article_says_of_it(tmp_path: Path) -> None:
    view, key = two_reports()

    assert f"c-{key}" in str(seen_in(view, tmp_path, f"#c-{key}")["opened"])


def test_a_layer_that_is_switched_off_leaves_no_mark_and_takes_no_focus(tmp_path: Path) -> None:
    seen = seen_in(two_reports()[0], tmp_path)

    # in each article a name in the margin, a label, a date; switched off in this order, shared text last
    assert seen["marks"] == [6, 4, 2, 0, 0]
    assert "deed" not in str(seen["focused"])


def test_what_articles_have_in_common_fits_every_width_and_is_a_line_in_the_margin(tmp_path: Path) -> None:
    told, view = copied_story()
    seen = seen_in(view, tmp_path)

    assert seen["wide"] == {"320": 0, "400": 0, "700": 0, "1000": 0, "1400": 0}
    assert seen["texts"] == {d.id: d.document.text for d in told.desks.values()}
    # the title and the paragraph of the wire's text, and of its copy
    assert seen["lines"] == ["1px"] * 4


@pytest.mark.parametrize("layer", ["claim", "utterance"])
def test_the_address_of_a_claim_or_a_quotation_opens_its_words(tmp_path: Path, layer: str) -> None:
    view = copied_story()[1]
    first = next(iter(view.records(layer)))
    key = {"claim": "claim-", "utterance": "u-"}[layer] + str(getattr(first, "id", ""))

    assert key in str(seen_in(view, tmp_path, f"#{key}")["opened"])
