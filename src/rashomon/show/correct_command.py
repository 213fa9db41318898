"""`rashomon correct`: what a person says of findings, and of who is who -> rows of a store that no rerun overwrites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from rashomon.show.options import open_store, say, stdout, store_option
from rashomon.show.words import counted

if TYPE_CHECKING:
    from rashomon.model import Correction

__all__ = ["correct"]

_SIGNED = (
    store_option,
    click.option("--who", metavar="NAME", help="Who says so; by default the name of your account."),
    click.option("--why", metavar="TEXT", help="Why."),
    click.option("--at", metavar="TIME", hidden=True, help="When, in ISO 8601 UTC; by default now."),
)
_layer = click.option("--layer", metavar="LAYER", help="The layer of the finding, where its id does not tell.")


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_SIGNED):
        command = option(command)
    return command


@click.group()
def correct() -> None:
    """Correct what the machine found.

    Accept, reject or change a finding, merge entities or split them, undo. Every correction is kept with who said it,
    when and why, holds whatever is read later, and is used by all that is worked out from findings. A FINDING is an
    id, or how one begins: of an attribution, nested, mention, timex, quantity, event, clause or article. See:
    rashomon list attribution --format jsonl
    """


@correct.command()
@click.argument("finding")
@_layer
@_signed
def accept(finding: str, layer: str | None, **signed: Any) -> None:
    """Say that a finding is right."""
    _correct(signed, verdict="accept", finding=finding, target=layer)


@correct.command()
@click.argument("finding")
@_layer
@_signed
def reject(finding: str, layer: str | None, **signed: Any) -> None:
    """Say that a finding is none."""
    _correct(signed, verdict="reject", finding=finding, target=layer)


@correct.command()
@click.argument("finding")
@click.option(
    "--set",
    "fields",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="The new value of a field; may be given several times.",
)
@_layer
@_signed
def change(finding: str, layer: str | None, fields: tuple[str, ...], **signed: Any) -> None:
    """Change fields of a finding.

    Such as --set speaker="Marta Kelviste" --set content=100-140,150-170 --set kind=direct. A speaker or entity is a
    name or an id; spans are written 100-140, participants 100-140:NAME, a number 12 or 10..20; nothing stands for
    unknown.
    """
    from rashomon.show.fields import parse

    typed: Mapping[str, str] = dict(_field(one) for one in fields)
    with open_store(signed["store"]) as view:
        found = view.finding(finding, layer)
    _correct(signed, verdict="change", finding=found.id, target=found.layer, changes=parse(found.layer, typed))


def _field(typed: str) -> tuple[str, str]:
    field, equals, value = typed.partition("=")
    if not equals:
        raise click.UsageError(f"--set takes FIELD=VALUE, not {typed!r}")
    return field.strip(), value


@correct.command()
@click.argument("entity")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@_signed
def merge(entity: str, others: tuple[str, ...], **signed: Any) -> None:
    """Say that several entities are one.

    ENTITY gives the name, OTHER are those that are the same: ids of the layer entity.
    """
    _correct(signed, verdict="merge", finding=entity, target="entity", others=others)


@correct.command()
@click.argument("entity")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--name", metavar="NAME", help="Who it is there; by default by the name in those articles.")
@_signed
def split(entity: str, articles: tuple[str, ...], name: str | None, **signed: Any) -> None:
    """Say that an entity is somebody else in some articles.

    ENTITY is an id of the layer entity; ARTICLE an id, the beginning of one, a ref, or the file name at its end.
    """
    with open_store(signed["store"]) as view:
        others = tuple(view.document(one).id for one in articles)
    _correct(signed, verdict="split", finding=entity, target="entity", others=others, name=name)


@correct.command()
@click.argument("correction")
@store_option
@click.option("--who", metavar="NAME", help="Who takes it back; by default the name of your account.")
@click.option("--at", metavar="TIME", hidden=True, help="When, in ISO 8601 UTC; by default now.")
def undo(correction: str, store: str, who: str | None, at: str | None) -> None:
    """Take a correction back.

    What it changed is as it was before; the correction stays, marked as undone. CORRECTION is an id, or how it begins.
    """
    from rashomon.show import correcting

    undone = correcting.undo(store, correction, who or correcting.whoever(), at or correcting.now())
    say(f"correction {undone.id}: {undone.verdict} {undone.target} {undone.finding} is undone")


@correct.command("export")
@click.option(
    "--as",
    "form",
    type=click.Choice(["evaluation", "training"]),
    default="evaluation",
    show_default=True,
    help="What the machine said beside what persons say; or articles to train the attribution tagger with.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="By default standard output.")
@store_option
def export(form: str, output: str | None, store: str) -> None:
    """Write corrections as data to measure or train by.

    One JSON object a line.
    """
    import msgspec

    from rashomon.show.correction_files import lines_for_evaluation, lines_for_training
    from rashomon.show.exports import atomic_file, write_json

    with open_store(store) as view, atomic_file(output) if output else nullcontext(stdout()) as out:
        lines = lines_for_evaluation(view) if form == "evaluation" else lines_for_training(view)
        count = write_json(map(msgspec.json.encode, lines), "jsonl", out)
    if output or not count:
        say(counted(count, "correction" if form == "evaluation" else "article") + (f" in {output}" if output else ""))


@correct.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@store_option
def import_(file: str, store: str) -> None:
    """Let corrections that were made in another store hold in this one.

    FILE is one that `rashomon correct export` wrote for evaluation; articles are known by their texts.
    """
    from pathlib import Path

    from rashomon.show.correction_files import bring
    from rashomon.store import open_writer

    with open_writer(store) as writer, Path(file).open("rb") as lines:
        brought = bring(writer, lines)
    say(f"{counted(brought.held, 'correction')} brought, {brought.there} were in {store} already")
    for why in brought.not_found:
        say(f"left out: {why}")


def _correct(signed: Mapping[str, Any], **said: Any) -> None:
    """Write what a person says, and tell them."""
    from rashomon.show import correcting
    from rashomon.store import Ruling

    who, at = signed["who"] or correcting.whoever(), signed["at"] or correcting.now()
    made: Correction = correcting.correct(signed["store"], Ruling(who=who, at=at, why=signed["why"], **said))
    say(f"correction {made.id}: {made.verdict} {made.target} {made.finding}, by {made.who}")
    say(f"take it back: rashomon correct undo {made.id[:8]} --store {signed['store']}")
