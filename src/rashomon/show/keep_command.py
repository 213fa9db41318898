"""`rashomon backup`, `restore` and `check --repair`: a store -> a copy of it in one file, and back, or mended."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.show.options import say, store_option
from rashomon.show.words import counted

__all__ = ["backup", "repair", "restore"]

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


def repair(store: str) -> None:
    """Mend a store: what is made anew from what it holds, and the articles that are at hand to be read again."""
    from rashomon.pipeline import ATTRIBUTION, STAGES, read_pile, relink, signature
    from rashomon.show.progress import show_progress
    from rashomon.store import open_view, open_writer
    from rashomon.store.repair import repair_store

    with open_view(store):  # as everywhere but in `read`, a store that is not there is not made
        pass
    known = {signature(stages): stages for stages in ATTRIBUTION.values()}
    with open_writer(store) as writer, show_progress() as tell:
        repaired = repair_store(writer)
        for line in repaired.done:
            say(line)
        for ref, made_by in repaired.again.items():
            if Path(ref).is_file():
                say(f"damaged, and read again: {ref}")
                read_pile([ref], writer, stages=known.get(made_by, STAGES), jobs=1)
            else:
                say(f"damaged, and not to be found here: {ref}; read what it came from again: rashomon read")
        relink(writer, on_progress=tell)
