"""`rashomon serve`: a store -> the reading room on an address of this machine, until Ctrl-C."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.errors import RashomonError
from rashomon.show.options import open_store, say, store_option

if TYPE_CHECKING:
    from rashomon.show.web import Settings

__all__ = ["serve"]

PORT = 8765
# the environment is not seen by other users of the machine, as the arguments of a command are
TOKEN_VARIABLE = "RASHOMON_TOKEN"
SHORTEST_TOKEN = 16
# how long, in seconds, readers have to be answered after Ctrl-C
GRACE_S = 3


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, metavar="P", help="0 takes a free one."
)
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name by which browsers may call the server, such as that of a proxy before it; may be given several times.",
)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, exists=True),
    metavar="FILE",
    help=f"A file with the token that visitors have to know; or set {TOKEN_VARIABLE}.",
)
@click.option("--read-only", is_flag=True, help="Take no articles and no corrections.")
@click.option("--write", is_flag=True, help="Let the API take articles and corrections, too.")
@click.option("--fetch", is_flag=True, help="Let visitors have pages fetched from the web.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
def serve(
    store: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    token_file: str | None,
    *,
    read_only: bool,
    write: bool,
    fetch: bool,
    browse: bool,
) -> None:
    """Open the store in a browser: the reading room, and its API.

    It listens on this machine only, unless visitors have to know a token. Nothing is fetched from the web unless
    started with --fetch. Ctrl-C ends it.
    """  # fmt: skip
    from rashomon.show.web import Settings

    if read_only and (write or fetch):
        raise click.UsageError("--read-only takes nothing: leave out --write and --fetch")
    token = _read_token(token_file)
    if token is None and not _is_loopback(host):
        raise RashomonError(
            f"{host} can be reached by others: give them a token with --token-file FILE or {TOKEN_VARIABLE}, "
            "or leave out --host"
        )
    with open_store(store):  # says what is wrong with it before anybody comes
        pass
    with _listen(host, port) as listening:
        port = listening.getsockname()[1]
        called = tuple(names) if _is_everywhere(host) else (*names, _named(host))
        settings = Settings(
            str(Path(store).absolute()), port=port, names=called, token=token,
            read_only=read_only, write=write, fetch=fetch,
        )  # fmt: skip
        home = f"http://{'127.0.0.1' if _is_everywhere(host) else _named(host)}:{port}/"
        say(f"{store} can be read at {home}  (Ctrl-C ends it)")
        _run(settings, listening, home if browse else None)
    say("closed")


def _read_token(path: str | None) -> str | None:
    """Return the token that visitors have to know, None where there is none; raises RashomonError for one to guess."""
    given = Path(path).read_text(encoding="utf-8") if path else os.environ.get(TOKEN_VARIABLE)
    if given is None:
        return None
    token, where = given.strip(), path or TOKEN_VARIABLE
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise RashomonError(
            f"{where}: a token is at least {SHORTEST_TOKEN} letters, figures and marks without a space; make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe())"'
        )
    return token


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_everywhere(host: str) -> bool:
    """Tell whether this stands for all addresses of the machine, none of which is told thereby."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _named(host: str) -> str:
    """Return an address as it stands in that of a page."""
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    """Return the socket that readers come to; raises RashomonError where it is taken, or none of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        # a port whose last server has just ended is free; on Windows the option would let two share one
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise RashomonError(_why_not(host, port, error)) from error
    return listening


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is taken, perhaps by another reading room: choose one with --port, or 0 for any that is free"
        )
    if error.errno == errno.EACCES:
        return f"port {port} is not for everybody to listen on: choose one from 1024 on with --port"
    return f"{host} is no address of this machine that can be listened on ({error.strerror or error})"


def _run(settings: Settings, listening: socket.socket, browse: str | None) -> None:
    import uvicorn

    from rashomon.show.web import create_app

    config = uvicorn.Config(
        create_app(settings), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        ws="none", timeout_graceful_shutdown=GRACE_S,
    )  # fmt: skip
    if browse:
        # connections wait at the socket until the server takes them
        webbrowser.open(browse)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:  # the server has closed, and passes on what ended it
        click.echo(err=True)
