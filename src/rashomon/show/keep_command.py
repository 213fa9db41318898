"""`rashomon backup` and `restore`: a store -> a copy of it in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.show.options import say, store_option
from rashomon.show.words import counted

__all__ = ["backup", "restore"]

_FILE = click.argument("file", type=click.Path(dir_okay=False))


@click.command()
@_FILE
@store_option
@click.option("--force", is_flag=True, help="Replace FILE if there is one.")
def backup(file: str, store: str, force: bool) -> None:
    """Copy a store into FILE.

    Others may read and write the store meanwhile; FILE holds what was there when the copy began, or is not made at all.
    """
    from rashomon.store.backup import back_up

    back_up(store, file, replace=force)
    say(f"{file}: {Path(file).stat().st_size / 1e6:,.1f} MB; back with: rashomon restore {file} --store FILE")


@click.command()
@_FILE
@store_option
@click.option("--force", is_flag=True, help="Replace what the store holds, if there is one.")
def restore(file: str, store: str, force: bool) -> None:
    """Make a store of FILE, which is a copy.

    The copy is checked first, every offset and digest; with a fault in it nothing is changed.
    """
    from rashomon.store import open_view
    from rashomon.store.backup import restore as restore_store

    restore_store(file, store, replace=force)
    with open_view(store) as view:
        articles = view.counts().get("document", 0)
    say(f"{store} holds {counted(articles, 'article')}")
