"""Exports of events: cells worked out by hand from the three articles of the quarrel, and what holds for any events."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.data import table
from rashomon.model import Document, Event, Office, Participant, Span, digest
from rashomon.show.cli import main
from rashomon.show.event_reader import Party, pairs_of
from rashomon.show.exports import export as write
from rashomon.show.exports.event_tables import to_tsv_cell
from rashomon.store import View, open_view, open_writer
from tests.show.exports.plover_schema import PloverEvent
from tests.show.quarrel import keep_quarrel
from tests.store.made import MADE_BY, make_document, make_event
from tests.strategies import documents, records

MODELS = ("gdelt", "icews", "polecat")
EVENT_FORMATS = ("plover", *MODELS)
DOCS = Path(__file__).parents[3] / "docs" / "event-formats.md"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(place)
    return place


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with open_view(store) as view:
        yield view


def export(view: View, form: str) -> str:
    out = io.BytesIO()
    write(view, form, "event", view.records("event"), out)
    return out.getvalue().decode()


def rows(view: View, model: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(view, model), newline=""), dialect="excel-tab", strict=True))


def row(view: View, model: str, trigger: str, outlet: str) -> dict[str, str]:
    """Return the first row with this trigger and outlet, without its empty cells."""
    found = next(r for r in rows(view, model) if (r["TriggerText"], r["Outlet"]) == (trigger, outlet))
    return {name: cell for name, cell in found.items() if cell}


def plover(view: View) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in export(view, "plover").splitlines()]


# ---- PLOVER JSON -------------------------------------------------------------------------------------------------


def test_every_line_is_a_record_by_the_manual(view: View) -> None:
    lines = export(view, "plover").splitlines()

    assert 7 == len(lines)
    assert [event.id for event in view.records("event")] == [
        msgspec.json.decode(line, type=PloverEvent).id for line in lines
    ]


def test_an_attack_as_a_record(view: View) -> None:
    [record] = [r for r in plover(view) if r["cite_info"]["publication"] == "+Post" and r["event"] == ["ASSAULT"]]
    lann, orsk = digest("pile", "Lann"), digest("pile", "Orsk")
    unknown = {"code": None, "sector": None, "office": None, "organisation": None, "kind": "place"}

    assert {
        "date": "2031-05-02",
        "enddate": None,
        "date_precision": "day",
        "date_basis": "event",
        "publication_date": "2031-05-03",
        "source": [
            {"actor_text": "Lann", "identifier_id": lann, "identifier_text": "Lann", "start": 13, "end": 17} | unknown
        ],
        "recipient": [
            {"actor_text": "Orsk", "identifier_id": orsk, "identifier_text": "Orsk", "start": 27, "end": 31} | unknown
        ],
        "mode": ["firearms"],
        "event_text": ["attacked"],
        "quad_code": 4,
        "event_scale": -9.0,
        "text": "Lann attacked Orsk on Friday.",
        "text_info": {"sequence": 1, "start": 13, "end": 42},
        "when": {"text": "Friday", "start": 35, "end": 41},
        "account": [],
        "reports": 3,
        "sources": 3,
    }.items() <= record.items()


def test_what_somebody_announces_is_future_and_theirs(view: View) -> None:
    [record] = [r for r in plover(view) if r["realis"] == "planned"]
    [teller] = record["account"]

    assert ["future"] == record["mode"]
    assert ("a captain", "a captain", "said") == (teller["name"], teller["source_text"], teller["cue_text"])
    assert [{"start": 76, "end": 85}] == teller["source"]
    assert {"name": "Norway", "cc3": "NOR", "start": 67, "end": 73} == record["event_loc"]
    assert ("2031-05-03", "publication") == (record["date"], record["date_basis"])


def test_who_did_it_to_one_another_are_all_sources_and_a_month_has_its_first_and_last_day(view: View) -> None:
    [record] = [r for r in plover(view) if r["event"] == ["CONSULT"]]

    assert (["Lann", "Orsk"], []) == ([a["actor_text"] for a in record["source"]], record["recipient"])
    assert ("2031-04-01", "2031-04-30", "month") == (record["date"], record["enddate"], record["date_precision"])
    assert ["diplomatic", "military"] == record["context"]


def test_a_denial_keeps_its_cue_and_has_the_day_that_another_report_of_the_event_tells(view: View) -> None:
    [record] = [r for r in plover(view) if r["realis"] == "negated"]

    assert (["negated"], {"text": "denies", "start": 5, "end": 11}) == (record["mode"], record["realis_cue"])
    assert ("2031-05-02", "cluster", None) == tuple(record[n] for n in ("date", "date_basis", "publication_date"))
    assert "Orsk" == record["account"][0]["name"]


def test_an_alliance_has_its_kind_for_a_country_and_a_pronoun_its_entity(view: View) -> None:
    [record] = [r for r in plover(view) if r["event_text"] == ["praised"]]
    [actor], [recipient] = record["source"], record["recipient"]

    assert ("IGO", None, "NATO", "NATO") == tuple(actor[n] for n in ("code", "sector", "organisation", "actor_text"))
    assert ("it", "Orsk") == (recipient["actor_text"], recipient["identifier_text"])


def test_an_event_without_any_date_has_none(view: View) -> None:
    [record] = [r for r in plover(view) if r["event_text"] == ["praised"]]

    assert [None] * 5 == [record[name] for name in record if "date" in name]


def test_reports_of_one_event_are_linked(view: View) -> None:
    assert [1, 1, 1, 1, 3] == sorted(Counter(r["link"] for r in plover(view)).values())


# ---- tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "count"), [("gdelt", 61), ("icews", 20), ("polecat", 40)])
def test_all_columns_of_the_model_stand_first_and_in_its_order(view: View, model: str, count: int) -> None:
    heading = export(view, model).split("\n", 1)[0].split("\t")

    assert [name for of, name in table("exports/columns.tsv") if of == model] == heading[:count]
    assert len(heading) == len(set(heading))


@pytest.mark.parametrize("model", MODELS)
def test_a_line_is_a_row_however_the_words_are_broken(view: View, model: str) -> None:
    lines = export(view, model).split("\n")

    # seven events, one of them of two who did it to one another
    assert ("", 8) == (lines[-1], len(lines) - 2)
    assert {lines[0].count("\t")} == {line.count("\t") for line in lines[:-1]}
    assert "“Lann will pay Orsk in Norway,” a captain said." in export(view, model)


def test_an_attack_as_gdelt_has_it(view: View) -> None:
    found = row(view, "gdelt", "attacked", "'+Post")

    assert {
        "SQLDATE": "20310502",
        "MonthYear": "203105",
        "Year": "2031",
        "Actor1Name": "Lann",
        "Actor2Name": "Orsk",
        "IsRootEvent": "1",
        "EventCode": "193",
        "EventBaseCode": "193",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-9.0",
        "NumMentions": "3",
        "NumSources": "3",
        "NumArticles": "3",
        "DATEADDED": "20310503",
        "SOURCEURL": "https://post.example/q",
        "Realis": "asserted",
        "Account": "narrator",
        "DateBasis": "event",
    }.items() <= found.items()
    assert not found.keys() & {"Actor1CountryCode", "Actor1Code", "ActionGeo_FullName", "AvgTone"}


def test_an_announcement_in_the_second_paragraph_as_gdelt_has_it(view: View) -> None:
    found = row(view, "gdelt", "pay", "'+Post")

    assert {
        "SQLDATE": "20310503",
        "DateBasis": "publication",
        "IsRootEvent": "0",
        "EventRootCode": "07",
        "ActionGeo_FullName": "Norway",
        "ActionGeo_CountryCode": "NOR",
        "Realis": "planned",
        "RealisCue": "will",
        "Account": "a captain",
    }.items() <= found.items()


def test_where_only_the_month_is_known_there_is_no_day(view: View) -> None:
    found = row(view, "gdelt", "met", "Gazette")

    assert "SQLDATE" not in found
    assert ("203104", "2031-04-01", "2031-04-30") == (found["MonthYear"], found["DateEarliest"], found["DateLatest"])


def test_those_who_met_are_a_row_each_way_under_one_id(view: View) -> None:
    met = [r for r in rows(view, "icews") if r["TriggerText"] == "met"]

    assert [("Lann", "Orsk"), ("Orsk", "Lann")] == [(r["Source Name"], r["Target Name"]) for r in met]
    assert 1 == len({r["Event ID"] for r in met})


def test_a_denial_as_icews_has_it(view: View) -> None:
    [found] = [r for r in rows(view, "icews") if r["Realis"] == "negated"]

    assert ("2031-05-02", "cluster", "ASSAULT", "18", "-9.0") == tuple(
        found[name] for name in ("Event Date", "DateBasis", "Event Text", "CAMEO Code", "Intensity")
    )
    assert ("Lann", "Orsk", "its fleet") == tuple(found[name] for name in ("Source Name", "Target Name", "Actor2Text"))


def test_an_alliance_as_gdelt_has_it(view: View) -> None:
    [found] = [r for r in rows(view, "gdelt") if r["TriggerText"] == "praised"]

    assert ("IGO", "NATO", "", "IGO") == tuple(
        found[f"Actor1{n}"] for n in ("Code", "Name", "CountryCode", "Type1Code")
    )
    assert ("Orsk", "it") == (found["Actor2Name"], found["Actor2Text"])


def test_thanks_as_polecat_has_them(view: View) -> None:
    [found] = [r for r in rows(view, "polecat") if r["TriggerText"] == "thanked"]

    assert ("", "The Norwegian coastguard", "NOR", "VERBAL COOPERATION") == tuple(
        found[name] for name in ("Actor Name", "Actor Name Raw", "Actor Country", "Quad Code")
    )
    assert ("Orsk", "", "hand/1") == tuple(found[name] for name in ("Recipient Name", "Source", "Version"))


@pytest.mark.parametrize("model", MODELS)
def test_offsets_lead_to_the_words_of_every_cell(view: View, model: str) -> None:
    for found in rows(view, model):
        text = view.document(found["DocumentID"]).text
        for name in ("Sentence", "Trigger", "Actor1", "Actor2", "Place", "Time"):
            words, start, end = (found[f"{name}{part}"] for part in ("Text", "Start", "End"))
            assert words == (" ".join(text[int(start) : int(end)].split()) if start else "")


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_no_cell_is_a_formula_or_breaks_its_row_and_numbers_stay_numbers(words: str, number: float) -> None:
    cell = to_tsv_cell(words)

    assert not cell.startswith(("=", "+", "-", "@"))
    assert not {"\t", "\n", "\r"} & set(cell)
    assert number == float(to_tsv_cell(number))


@pytest.mark.parametrize("form", EVENT_FORMATS)
def test_the_same_store_gives_the_same_bytes(view: View, form: str) -> None:
    assert export(view, form) == export(view, form)


def test_every_column_that_is_filled_is_documented(view: View) -> None:
    page = DOCS.read_text(encoding="utf-8")
    ours = [name for name in rows(view, "gdelt")[0] if ("gdelt", name) not in table("exports/columns.tsv")]
    plain = [name for name in ours if not name.endswith(("Start", "End"))]

    assert [name for name in (*plain, *plover(view)[0]) if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    ("words", "name"), [("We", None), ("each other", None), ("the militants", "the militants"), ("IT", None)]
)
def test_a_pronoun_of_nobody_known_is_no_name(words: str, name: str | None) -> None:
    assert name == Party(Span(0, len(words)), words, None, Office()).name


# ---- pairs -------------------------------------------------------------------------------------------------------


def people(*entities: str) -> tuple[Participant, ...]:
    """Return participants, each where its letter says; a capital is somebody known."""
    return tuple(Participant(span=Span(ord(e), ord(e) + 1), entity=e if e.isupper() else None) for e in entities)


@pytest.mark.parametrize(
    ("actors", "recipients", "pairs"),
    [
        ("AB", "CD", ["AC", "AD", "BC", "BD"]),
        ("AB", "AB", ["AB", "BA"]),
        ("ABC", "ABC", ["AB", "AC", "BA", "BC", "CA", "CB"]),
        ("A", "A", ["A-"]),
        ("ab", "ab", ["ab", "ba"]),
        ("A", "", ["A-"]),
        ("", "CD", ["-C", "-D"]),
        ("", "", ["--"]),
    ],
)
def test_pairs_are_of_two_and_where_one_side_is_missing_the_other_stands_alone(
    actors: str, recipients: str, pairs: list[str]
) -> None:
    event = Event(
        id="e", by="hand/1", document="d", trigger=Span(0, 1), type="ASSAULT",
        actors=people(*actors), recipients=people(*recipients),
    )  # fmt: skip

    assert pairs == ["".join(chr(p.span.start) if p else "-" for p in pair) for pair in pairs_of(event)]


# ---- next to nothing is known ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", EVENT_FORMATS)
def test_an_event_of_which_nothing_else_is_known_has_a_row_all_the_same(tmp_path: Path, form: str) -> None:
    document = make_document("pile/scrap.txt", "shelling")
    with open_writer(tmp_path / "scrap.db") as writer:
        writer.add([document, make_event(document, "shelling")], MADE_BY)
    with open_view(tmp_path / "scrap.db") as scrap:
        lines = export(scrap, form).splitlines()
        known = [] if form == "plover" else [{n: c for n, c in r.items() if c} for r in rows(scrap, form)]

    assert (1 if form == "plover" else 2) == len(lines)
    if known:
        assert ("shelling", "narrator", "0", "8") == tuple(
            known[0][name] for name in ("SentenceText", "Account", "TriggerStart", "TriggerEnd")
        )
    else:
        record = msgspec.json.decode(lines[0], type=PloverEvent)
        assert (None, None, [], [], "shelling") == (
            record.date,
            record.link,
            record.source,
            record.account,
            record.text,
        )


@st.composite
def articles(draw: st.DrawFn) -> tuple[Document, list[Event]]:
    """Give an article of any characters with events anywhere in it."""
    document = draw(documents())
    kinds = st.sampled_from(["ASSAULT", "CONSULT", "AID"])
    event = records(Event, document).flatmap(lambda e: kinds.map(lambda kind: msgspec.structs.replace(e, type=kind)))
    return document, draw(st.lists(event, max_size=3, unique_by=lambda e: e.id))


@settings(deadline=None, max_examples=25)
@given(articles())
def test_any_event_of_any_article_comes_out_whole_with_offsets_that_lead_to_its_words(
    article: tuple[Document, list[Event]],
) -> None:
    document, events = article
    with TemporaryDirectory() as folder:
        with open_writer(Path(folder, "any.db")) as writer:
            writer.add([document, *events], "event/1")
        with open_view(Path(folder, "any.db")) as any_view:
            # not splitlines, for which a line ends at characters that may stand in a ref
            lines = export(any_view, "plover").split("\n")[:-1]
            found = [msgspec.json.decode(line, type=PloverEvent) for line in lines]
            tables = [rows(any_view, model) for model in MODELS]

    assert sorted(e.id for e in events) == sorted(record.id for record in found)
    for record in found:
        for held in (record.trigger, record.when, record.realis_cue):
            assert held is None or held.text == document.text[held.start : held.end]
        for actor in (*record.source, *record.recipient):
            assert actor.actor_text == document.text[actor.start : actor.end]
    for table_ in tables:
        assert sum(len(list(pairs_of(e))) for e in events) == len(table_)
        for cells in table_:
            words = document.text[int(cells["TriggerStart"]) : int(cells["TriggerEnd"])]
            assert cells["TriggerText"] == to_tsv_cell(words)


# ---- the command -------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "100"})


def test_the_command_writes_a_table_to_a_file_and_counts_events(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.tsv"
    done = run("export", "--format", "polecat", "--store", str(store), "-o", str(out))

    assert (0, f"7 event records in {out}\n") == (done.exit_code, done.stderr)
    assert out.read_text(encoding="utf-8").startswith("Event ID\tEvent Date\t")


def test_formats_of_events_are_for_events(store: Path) -> None:
    done = run("export", "--layer", "mention", "--format", "gdelt", "--store", str(store))

    assert 2 == done.exit_code
    assert "the format gdelt is for event, not for mention" in done.stderr


def test_without_a_layer_or_a_format_of_events_it_is_not_known_what_to_export(store: Path) -> None:
    done = run("export", "--store", str(store))

    assert (2, "") == (done.exit_code, done.stdout)
    assert "the format jsonl is for any layer: name one of document, rejection" in done.stderr
