"""`rashomon spark read` and `rashomon store import`: inputs -> tables that a cluster makes, and a store of these."""

from __future__ import annotations

from importlib.util import find_spec

import click

from rashomon.show.limits import limit_options, limited
from rashomon.show.options import attribution_option, say, store_option
from rashomon.show.words import counted

__all__ = ["spark", "store"]

REJECTED = 3
_NEEDED = ("pyspark", "pyarrow", "pandas")


@click.group()
def spark() -> None:
    """Read large piles by many machines."""


@click.group()
def store() -> None:
    """Make a store of what was made elsewhere."""


@spark.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="FOLDER", help="The folder to make, here or at s3://, gs://, hdfs://.")
@click.option(
    "--master", default="local[*]", show_default=True, metavar="URL", help="The cluster; local[N]: N cores of this one."
)
@click.option("--conf", multiple=True, metavar="NAME=VALUE", help="A setting of Spark; may be given several times.")
@click.option("--resume", is_flag=True, help="Go on with a FOLDER that a run began and did not end.")
@attribution_option
@limit_options
@click.pass_context
def read(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    out: str,
    master: str,
    conf: tuple[str, ...],
    resume: bool,
    attribution: str,
    **limits: int,
) -> None:
    """Read articles into a folder of Parquet tables.

    INPUT is a file or a folder, which all machines reach by the same path, or an address such as s3://bucket/folder.
    Files are those of `rashomon read`, and the tables those of the store that it makes: `rashomon store import` makes
    it of them. A FOLDER without manifest.json was not finished: the same command with --resume goes on with it, if no
    other is at work on it. Exit code 3: some inputs were rejected.
    """
    _find_parts()
    from rashomon.pipeline import ATTRIBUTION
    from rashomon.scale.output import Output
    from rashomon.scale.run import read_corpus
    from rashomon.scale.session import open_session

    settings = dict(_setting(one) for one in conf)
    stages, most = limited(ATTRIBUTION[attribution], **limits)
    with open_session(master, settings) as session:
        output = Output(session, out, resume=resume)
        made = read_corpus(paths, output, stages=stages, limits=most, tell=lambda doing: say(f"{doing} ..."))
    refused = made.tables["rejection"]
    held = ", ".join(f"{table} {rows:,}" for table, rows in sorted(made.tables.items()) if rows)
    say(f"{counted(made.tables['document'], 'article')} read, {counted(refused, 'input')} rejected")
    say(f"{out} holds: {held or 'nothing'}")
    say(f"a store of it: rashomon store import {out} --store FILE")
    if refused:
        ctx.exit(REJECTED)


@store.command("import")
@click.argument("folder", metavar="FOLDER")
@store_option
def import_(folder: str, store: str) -> None:
    """Make a new store of a folder of tables.

    FOLDER is what `rashomon spark read` has made. Afterwards `rashomon read` adds articles to the store as to any
    other. Nothing is made of a FOLDER that is not whole.
    """
    _find_parts("pyarrow")
    from rashomon.scale.importing import import_tables

    counts = import_tables(folder, store)
    say(f"{store} holds {counted(counts['document'], 'article')} and {counted(counts['record'], 'record')}")


def _find_parts(*names: str) -> None:
    if missing := [name for name in names or _NEEDED if find_spec(name) is None]:
        raise click.ClickException(f"this needs {', '.join(missing)}: pip install 'rashomon[spark]'")


def _setting(one: str) -> tuple[str, str]:
    name, is_given, value = one.partition("=")
    if not is_given:
        raise click.UsageError(f"--conf {one}: a setting is NAME=VALUE")
    return name, value
