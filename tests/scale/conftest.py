"""One Spark cluster for all tests of `scale`, and one session on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from rashomon.errors import PipelineError
from rashomon.scale.session import find_java, open_session
from tests.scale.cluster import FRUGAL, ROOT, start_cluster


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a cluster of two workers."""
    try:
        find_java()
    except PipelineError as error:
        pytest.skip(str(error))
    with start_cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture(scope="session")
def spark(master: str) -> Iterator[SparkSession]:
    """Give a session in which a worker can import the tests."""
    conf = {
        "spark.driver.extraJavaOptions": FRUGAL,
        "spark.executor.extraJavaOptions": FRUGAL,
        "spark.executor.memory": "600m",
        "spark.executorEnv.PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "spark.sql.shuffle.partitions": "2",
        # to plan a query again and again, and to compile a program for it, takes longer than to do it for a few rows
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    with open_session(master, conf) as session:
        yield session
