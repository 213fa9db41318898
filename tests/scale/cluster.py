"""A Spark cluster of its own on this machine: a master and two workers with a core each, ended by their ids."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark

ROOT = Path(__file__).parents[2]
# short runs: to compile well takes longer than to run
FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
HERE = "127.0.0.1"
# a busy machine takes a minute to start one of them
SECONDS = 300


@contextmanager
def start_cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """Give the address of the master of a cluster whose files are in `folder`."""
    port = _free_port()
    master = f"spark://{HERE}:{port}"
    started = [_start(folder, "master", "--port", str(port), "--webui-port", "0")]
    try:
        _await(folder / "master.log", "New state: ALIVE")
        for number in range(workers):
            name = f"worker-{number}"
            work = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / name), "--webui-port", "0")
            started.append(_start(folder, name, *work, master))
        for number in range(workers):
            _await(folder / f"worker-{number}.log", "Successfully registered with master")
        yield master
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(SECONDS)


def _start(folder: Path, name: str, *options: str) -> subprocess.Popen[bytes]:
    home = Path(pyspark.__file__).parent
    role = name.split("-")[0]
    command = [
        str(home / "bin" / "spark-class"),
        f"org.apache.spark.deploy.{role}.{role.title()}",
        "--host",
        HERE,
        *options,
    ]
    env = {
        **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HERE, "SPARK_NO_DAEMONIZE": "1",
        "SPARK_DAEMON_JAVA_OPTS": FRUGAL, "SPARK_DAEMON_MEMORY": "256m",
    }  # fmt: skip
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, cwd=folder)


def _await(log: Path, words: str) -> None:
    end = time.monotonic() + SECONDS
    while words not in log.read_text():
        if time.monotonic() > end:
            raise TimeoutError(f"{words!r} is not in {log}:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server((HERE, 0)) as server:
        return int(server.getsockname()[1])
