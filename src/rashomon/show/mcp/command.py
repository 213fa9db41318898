"""`rashomon mcp`: a store -> tools for an assistant, on standard input and output."""

from __future__ import annotations

import click

from rashomon.show.options import store_option

__all__ = ["mcp"]


@click.command()
@store_option
def mcp(store: str) -> None:
    """Let an assistant read a store, by the Model Context Protocol.

    Speaks on standard input and output to the program that started it, and ends with it. Its tools only read: search,
    article, who said what, claims, compare, cite, stories, people. docs/mcp.md has the lines for the program's
    configuration.
    """
    from rashomon.show.exports.written import needed

    needed("mcp", extra="mcp")
    from rashomon.show.mcp.server import serve

    serve(store)
