"""The address of a Spark master -> a session in which Python does the work, one process a core."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from rashomon.errors import PipelineError

__all__ = ["find_java", "open_session"]

OLDEST_JAVA = 17
# what differs from Spark's own: rows are articles, a few kilobytes to megabytes each, and Python holds the models
CONF = {
    "spark.app.name": "rashomon",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.python.worker.reuse": "true",  # models are loaded once a worker, and not once a task
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.shuffle.partitions": "200",
    # sums in another order differ in their last bit: numeric libraries keep to one thread, see workers.py
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
    "spark.executorEnv.MKL_NUM_THREADS": "1",
}
LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


@contextmanager
def open_session(master: str = "local[*]", conf: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """Give a session on a master, such as "local[*]" or "spark://10.0.0.7:7077", and stop it at the end.

    `conf` are settings of Spark that go before ours. Raises PipelineError if there is no Java, or no such master.
    """
    find_java()
    # workers in this very machine run what we run; elsewhere `conf`, or the cluster, says which Python they have
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    is_here = master.startswith("local") or "127.0.0.1" in master
    for name, value in {**CONF, **(LOCAL if is_here else {}), **(conf or {})}.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        # said of what we do not use, at every query
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        try:
            session = builder.getOrCreate()
        except PySparkRuntimeError as error:
            raise PipelineError(f"Spark does not start on {master}: {error}") from error
        try:
            yield session
        finally:
            session.stop()


def find_java() -> Path:
    """Return the Java that Spark will be run by; raises PipelineError if there is none, or one that is too old."""
    home = os.environ.get("JAVA_HOME")
    found = Path(home) / "bin" / "java" if home else Path(shutil.which("java") or "")
    wanted = f"Spark needs Java {OLDEST_JAVA} or later: install a JRE, or let JAVA_HOME be the folder of one"
    if not found.is_file():
        raise PipelineError(f"there is no Java{f' in JAVA_HOME, {home}' if home else ''}; {wanted}")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < OLDEST_JAVA:
        raise PipelineError(f"{found} is too old ({version[1] if version else 'of no known version'}); {wanted}")
    return found
