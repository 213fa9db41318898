"""What holds for every format: the layers it says it holds, the count, the same bytes, what is missing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from rashomon.errors import RashomonError
from rashomon.model import LAYERS
from rashomon.show.exports import writer_of
from rashomon.show.formats import FORMATS, layer_for
from rashomon.show.wording import records_of
from rashomon.store import View
from tests.show.exports.written import STORES, bytes_of, export_of

HELD = [(form.name, layer) for form in FORMATS.values() for layer in form.layers or LAYERS]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_writer(form: str) -> None:
    assert callable(writer_of(form))


def test_a_list_on_the_terminal_waits_for_no_writer_of_a_format(quarrel: View) -> None:
    code = "import sys; from rashomon.show.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    told = subprocess.run(
        [sys.executable, "-c", code, "list", "document", "--store", quarrel.store], capture_output=True, text=True
    )
    loaded = {name for name in told.stderr.split() if name.startswith("rashomon.show.exports.")}

    assert {"rashomon.show.exports.files", "rashomon.show.exports.records", "rashomon.show.exports.written"} == loaded


@pytest.mark.parametrize(("form", "layer"), HELD)
@pytest.mark.parametrize("store", STORES)
def test_every_record_of_every_layer_that_a_format_holds_is_taken(
    form: str, layer: str, store: str, request: pytest.FixtureRequest
) -> None:
    view: View = request.getfixturevalue(store)
    data, written = export_of(view, form, layer)

    assert len(list(records_of(view, layer))) == written.records
    assert data == bytes_of(view, form, layer)


def test_another_process_gives_the_same_bytes(quarrel: View) -> None:
    """Sets and dictionaries of texts have another order in each process."""
    code = (
        "import sys, hashlib, json; from rashomon.store import open_view\n"
        "from tests.show.exports.written import bytes_of; from rashomon.show.formats import FORMATS\n"
        "made = [(name, form.default) for name, form in FORMATS.items() if form.default]\n"
        "with open_view(sys.argv[1]) as view:\n"
        "    print(json.dumps({n: hashlib.sha256(bytes_of(view, n, layer)).hexdigest() for n, layer in made}))"
    )
    one, other = (
        json.loads(
            subprocess.run(
                [sys.executable, "-c", code, quarrel.store],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, text=True, check=True,
            ).stdout
        )
        for seed in ("1", "2")
    )  # fmt: skip

    assert one == other
    assert one.keys() == {name for name, form in FORMATS.items() if form.default}


@pytest.mark.parametrize(
    ("form", "layer", "message"),
    [
        ("gexf", "timex", "the format gexf is for attribution or nested or event or reuse or family, not for timex"),
        ("csv", None, "the format csv is for any layer: name one of document, rejection"),
        ("docx", "event", "no format 'docx'; there are: jsonl, json, csv, xlsx"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(form: str, layer: str | None, message: str) -> None:
    with pytest.raises(RashomonError) as refused:
        layer_for(form, layer)

    assert str(refused.value).startswith(message)


def test_a_format_takes_the_layer_that_it_is_made_for() -> None:
    expected = {
        "web-annotation": "attribution", "jsonld": "attribution", "ninjs": "article", "ftm": "entity",
        "gexf": "attribution", "timelinejs": "event", "docbin": "attribution", "plover": "event",
    }  # fmt: skip

    assert expected == {form: layer_for(form, None) for form in expected}


@pytest.mark.parametrize(("form", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_package_that_is_not_here_is_named_with_what_installs_it(
    quarrel: View, form: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(RashomonError) as refused:
        export_of(quarrel, form, "event")

    assert f"this needs {package}, which is not here: pip install 'rashomon[doors]'" == str(refused.value)
