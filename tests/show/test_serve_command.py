"""`rashomon serve` as a process: where it listens, what it refuses to do, how it ends."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.show.cli import main
from rashomon.store import open_writer

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    store = tmp_path / "story.db"
    with open_writer(store):
        pass
    return store


def refused(*arguments: str, env: dict[str, str] | None = None) -> str:
    result = CliRunner().invoke(main, ["serve", *arguments], env={"RASHOMON_TOKEN": None, **(env or {})})
    assert result.exit_code in (1, 2)
    return result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "reading.example"])
def test_without_a_token_only_this_machine_is_listened_to(store: Path, host: str) -> None:
    told = refused("--store", str(store), "--host", host)

    assert f"Error: {host} can be reached by others: give them a token with --token-file FILE or RASHOMON_TOKEN" in told


@pytest.mark.parametrize("token", ["", "short", "x" * 15, "a token with spaces in it", "ünglücklich-lang-genug"])
def test_a_token_that_can_be_guessed_is_refused(store: Path, token: str) -> None:
    told = refused("--store", str(store), env={"RASHOMON_TOKEN": token})

    assert "RASHOMON_TOKEN: a token is at least 16 letters" in told


def test_a_port_that_is_taken_is_named(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        told = refused("--store", str(store), "--port", str(other.getsockname()[1]))

        assert f"Error: port {other.getsockname()[1]} is taken" in told


def test_what_contradicts_itself_is_refused(store: Path) -> None:
    assert "--read-only takes nothing" in refused("--store", str(store), "--read-only", "--write")


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    told = refused("--store", str(tmp_path / "none.db"))

    assert "there is no such store; make one with: rashomon read FOLDER" in told
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal there")
def test_it_tells_its_address_and_ends_with_ctrl_c(store: Path) -> None:
    (store.parent / "token").write_text(f"{TOKEN}\n")
    command = [sys.executable, "-c", "from rashomon.show.cli import main; main()", "serve"]
    options = ["--store", str(store), "--port", "0", "--token-file", str(store.parent / "token")]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        told = re.search(r"can be read at http://(127\.0\.0\.1:\d+)/", first)
        assert told, first
        # connections wait until the server takes them
        connection = http.client.HTTPConnection(told[1], timeout=60)
        connection.request("GET", "/api", headers={"Authorization": f"Bearer {TOKEN}"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=30)

    assert (200, 0) == (answer.status, process.returncode)
    # nothing is logged beside: neither visits nor the signal
    assert ("", ["closed"]) == (out, rest.split())
