"""The command line: arguments -> the rooms that do the work; data to stdout, talk to stderr.

Heavy imports stand inside the commands, so that `rashomon --help` does not wait for models and databases.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import chdir, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.errors import RashomonError, without_password
from rashomon.model import LAYERS
from rashomon.show.correct_command import correct
from rashomon.show.filters import filter_options
from rashomon.show.formats import FORMATS, layer_for
from rashomon.show.keep_command import backup, repair, restore
from rashomon.show.limits import limit_options, limited
from rashomon.show.mcp.command import mcp
from rashomon.show.options import (
    attribution_option,
    default_format,
    format_option,
    open_store,
    say,
    stdout,
    store_option,
)
from rashomon.show.series_command import series
from rashomon.show.serve_command import serve
from rashomon.show.spark_command import spark
from rashomon.show.spark_command import store as store_group
from rashomon.show.supply.command import licences
from rashomon.show.words import counted

if TYPE_CHECKING:
    from rashomon.pipeline import Summary
    from rashomon.read import Inputs
    from rashomon.store import View

REJECTED = 3
SHOWN_REJECTIONS = 20
DEMO_LINES = 12


class Commands(click.Group):
    """The group of commands, in the order of their use; errors raised on purpose become one line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that went away (`| head`) is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except RashomonError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise click.ClickException(str(error)) from error
            # what is still buffered would raise again when Python flushes at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        return result


@click.group(
    "rashomon", cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="rashomon", prog_name="rashomon", message="%(prog)s %(version)s")
def main() -> None:
    """Read many accounts of one story; get a record of who says what that can be checked."""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; one a core if the pile is large.")
@attribution_option
@click.option("--fetch", is_flag=True, help="Fetch addresses too: public ones only, and nothing that they link to.")
@limit_options
@format_option
@click.pass_context
def read(ctx: click.Context, /, paths: tuple[str, ...], store: str, fetch: bool, form: str | None, **how: Any) -> None:
    """Read files and folders of articles into a store.

    PATH is a folder, a file, or - for standard input; with --fetch also an address. Files are texts, pages, PDF, DOCX
    and letters, or hold many articles: JSON lines, CSV, news-please JSON, feeds, lists of feeds and WARC, each also
    .gz. Articles that the store holds already are left alone, so the same command goes on after an interruption. Inputs
    that are no articles are listed at the end with the reason, and the exit code is 3.
    """
    from rashomon.read import Inputs
    from rashomon.read.fetch import fetch_address

    inputs = Inputs(paths, fetch=fetch_address if fetch else None)
    summary, counts = _read_into(store, inputs, **how)
    _say_summary(summary, counts, store)
    if form and form != "table":
        with open_store(store) as view:
            _print_records(summary.rejections, "rejection", form, view)
    if summary.rejections:
        ctx.exit(REJECTED)


@main.command("list")
@click.argument("layer", type=click.Choice(list(LAYERS)), metavar="LAYER")
@store_option
@format_option
@filter_options
def list_(layer: str, store: str, form: str | None, article: str | None, **filters: Any) -> None:
    """List the records of a layer, one a line.

    LAYER is one of: document, rejection, article, zone, sentence, mention, entity, identity, attribution, nested,
    timex, dating, quantity, event, clause, cluster, reuse, family, story, reference, claim, account, utterance, voice,
    label, contrast, correction.
    """
    from rashomon.show.wording import select_from
    from rashomon.store import Selection

    with open_store(store) as view:
        wanted = Selection(document=article, **filters)
        records = iter(select_from(view, layer, wanted))
        first = list(islice(records, 1))
        _print_records(chain(first, records), layer, form, view)
        if not first:
            say(_why_nothing(layer, store, view.counts()))


def _why_nothing(layer: str, store: str, held: dict[str, int]) -> str:
    """Tell a layer that is empty from one of which nothing was wanted."""
    if layer in held:
        return f"none of {counted(held[layer], f'{layer} record')} in {store} answers to that"
    return f"{store} holds no {layer}; it holds: {', '.join(held) or 'nothing, add articles with rashomon read'}"


@main.command()
@click.argument("article")
@click.option("--furniture", is_flag=True, help="Print the furniture of the page too, not only how much there is.")
@store_option
def show(article: str, store: str, furniture: bool) -> None:
    """Print an article with its evidence highlighted.

    The speakers stand in the margin. ARTICLE is an id, the beginning of one, a ref, or the file name at its end.
    """
    from rich.console import Console

    from rashomon.show.terminal import print_article

    with open_store(store) as view:
        print_article(view, article, Console(), furniture)


@main.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE ARTICLE...")
@store_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def compare(articles: tuple[str, ...], store: str, form: str) -> None:
    """Compare two to five articles.

    What each is, which passages they share, what they differ and agree on, what one alone tells, and who speaks.
    ARTICLE is an id, the beginning of one, a ref, or the file name at its end.
    """
    import msgspec
    from rich.console import Console

    from rashomon.show.compare import compare_articles
    from rashomon.show.compare_terminal import print_comparison

    with open_store(store) as view:
        found = compare_articles(view, articles)
    if form == "json":
        stdout().write(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    else:
        print_comparison(found, Console())


@main.command()
@store_option
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", required=True, help="The page.")
def report(store: str, output: str) -> None:
    """Write one page to share: who says what.

    The page needs nothing beside itself: no network, no script to be read.
    """
    with open_store(store) as view:
        _write_report(view, Path(output))


@main.command()
@click.option("--layer", type=click.Choice(list(LAYERS)), metavar="LAYER", help="What to export, as in list.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="jsonl",
    show_default=True,
    metavar="FORMAT",
    help="As above.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="By default standard output.")
@store_option
@filter_options
def export(layer: str | None, form: str, output: str | None, store: str, article: str | None, **filters: Any) -> None:
    """Write the records of a layer, for other programs.

    FORMAT is, for any layer, one of: jsonl, json, csv, xlsx, parquet. Of what stands in texts: web-annotation, docbin.
    Of who says what, events, claims and articles: jsonld, ftm, ninjs, gexf, timelinejs, plover, gdelt, icews, polecat;
    docs/exports.md tells which holds what. Without --layer these take the one they are made for. All records of
    the layer are written, or those that the options want, as in list.
    """
    from rashomon.show.exports import atomic_file, export_selection
    from rashomon.store import Selection

    try:
        layer = layer_for(form, layer)
    except RashomonError as error:
        raise click.UsageError(str(error)) from error
    wanted = Selection(document=article, **filters)
    with open_store(store) as view, atomic_file(output) if output else nullcontext(stdout()) as out:
        count, note = export_selection(view, form, layer, wanted, out)
    if output or not count:
        say(counted(count, f"{layer} record") + (f" in {output}" if output else ""))
    if note:
        say(note)


main.add_command(series)
main.add_command(correct)
main.add_command(mcp)
main.add_command(serve)


@main.command()
@store_option
@click.option("--repair", "mend", is_flag=True, help="First make anew what follows from texts and corrections.")
@format_option
@click.pass_context
def check(ctx: click.Context, store: str, mend: bool, form: str | None) -> None:
    """Verify every offset and digest in a store again.

    References and the file itself as well; the exit code is 1 if anything is wrong. With --repair the index of words,
    and all that joins articles, is made anew; articles whose own rows are damaged are read again if their files are
    there. What people corrected stays.
    """
    from rashomon.store import Fault, check_store

    if mend:
        repair(store)
    with open_store(store) as view:
        faults = list(check_store(view))
        counts = view.counts()
    _print_named(faults, Fault._fields, form)
    articles, records = counts.get("document", 0), sum(counts.values())
    found = counted(len(faults), "fault")
    say(f"{store}: {found} in {counted(articles, 'article')} and {counted(records, 'record')}")
    if faults:
        ctx.exit(1)


main.add_command(backup)
main.add_command(restore)
main.add_command(spark)
main.add_command(store_group)


@main.command()
@store_option
@format_option
@click.pass_context
def doctor(ctx: click.Context, store: str, form: str | None) -> None:
    """Say what works here and what does not.

    Versions of stages and packages, beside those that were tested; database, data files by their digests, disk, and
    one sentence read from bytes to attribution and event.
    """
    from rashomon.show.doctor import Finding, examine

    findings = list(examine(store))
    _print_named(findings, Finding._fields, form)
    wrong = [f.what for f in findings if f.state in ("missing", "broken")]
    say(f"does not work: {', '.join(wrong)}" if wrong else "everything works")
    if wrong:
        ctx.exit(1)


main.add_command(licences)


@main.command()
@click.option("--store", default="story.db", show_default=True, metavar="FILE", help="Where the story is kept.")
@click.option("-o", "--output", default="story.html", show_default=True, metavar="FILE", help="The page.")
def demo(store: str, output: str) -> None:
    """Read the sample story and write its report."""
    from importlib.resources import as_file, files

    from rashomon.read import Inputs
    from rashomon.store import Selection

    place = str(Path(store).absolute())
    # from inside the package, so that refs, and with them ids, are the same on every machine
    with as_file(files("rashomon.data") / "sample") as folder, chdir(folder.parent):
        summary, counts = _read_into(place, Inputs((folder.name,)))
    _say_summary(summary, counts, store)
    with open_store(store) as view:
        some = view.select("attribution", Selection(act="statement", limit=DEMO_LINES))
        _print_records(some, "attribution", "table", view)
        _write_report(view, Path(output))
    say(f"all of it: rashomon list attribution --store {store}")


def _read_into(
    store: str,
    inputs: Inputs,
    *,
    jobs: int | None = None,
    attribution: str = "model",
    **limits: int,
) -> tuple[Summary, dict[str, int]]:
    from rashomon.pipeline import ATTRIBUTION, read_pile
    from rashomon.show.progress import show_progress
    from rashomon.store import open_writer

    stages, bounds = limited(ATTRIBUTION[attribution], **limits)
    try:
        with open_writer(store) as writer, show_progress() as tell:
            summary = read_pile(inputs, writer, stages=stages, jobs=jobs, limits=bounds, on_progress=tell)
    except KeyboardInterrupt as stopped:
        message = f"stopped; what was read is in {without_password(store)}, the same command goes on from there"
        raise click.ClickException(message) from stopped
    with open_store(store) as view:
        return summary, view.counts()


def _say_summary(summary: Summary, counts: dict[str, int], store: str) -> None:
    from rashomon.show.tables import plain

    rejected = len(summary.rejections)
    read, refused = counted(summary.read, "article"), counted(rejected, "input")
    say(f"{read} read, {summary.unchanged:,} were in {store} already, {refused} rejected")
    if not (summary.read or summary.unchanged or rejected):
        say("no file was found there")
    holds = ", ".join(f"{layer} {count}" for layer, count in counts.items() if layer != "rejection")
    say(f"{store} holds: {holds or 'nothing'}")
    for rejection in summary.rejections[:SHOWN_REJECTIONS]:
        say(f"rejected: {plain(rejection.ref)}: {plain(rejection.reason)}")
    if rejected > SHOWN_REJECTIONS:
        say(f"and {rejected - SHOWN_REJECTIONS} more: rashomon list rejection --store {store}")


def _write_report(view: View, output: Path) -> None:
    from rashomon.show.exports import atomic_file
    from rashomon.show.report import render_report

    page = render_report(view)
    with atomic_file(output) as out:
        out.write(page.encode())
    say(f"{output}: {len(page.encode()) / 1000:.0f} kB")


def _print_records(records: Iterable[Any], layer: str, form: str | None, view: View) -> None:
    """Print records with the words that they point at, as a table or for machines."""
    from rashomon.show.exports import write_rows
    from rashomon.show.rows import Reader, columns_of, full_row
    from rashomon.show.tables import lines_of, print_lines

    reader = Reader(view)
    form = form or default_format()
    if form == "table":
        print_lines(lines_of(records, layer, reader, shutil.get_terminal_size((100, 24)).columns))
    else:
        rows = (full_row(record, reader) for record in records)
        write_rows(rows, columns_of(LAYERS[layer]), form, stdout())


def _print_named(rows: Sequence[Any], columns: Sequence[str], form: str | None) -> None:
    """Print named tuples of texts, as aligned columns or for machines."""
    from rashomon.show.exports import write_rows
    from rashomon.show.tables import plain

    form = form or default_format()
    if form != "table":
        write_rows((row._asdict() for row in rows), columns, form, stdout())
        return
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
