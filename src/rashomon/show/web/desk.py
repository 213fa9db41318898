"""What visitors bring -> the store: one reader that takes one job after the other, and tells how far it has come.

A job is a folder of its own, which is gone when it has been read. Articles are written one by one, each in a
transaction: whoever stops the server loses what was not read yet, and nothing that was.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Literal, NamedTuple

from rashomon.errors import RashomonError
from rashomon.model import Rejection
from rashomon.pipeline import Summary, read_pile
from rashomon.read import Inputs
from rashomon.read.fetch import fetch_address
from rashomon.store import open_writer

__all__ = ["Bundle", "Desk", "Job"]

State = Literal["waiting", "reading", "done", "failed"]
# jobs that are over and still told of
MOST_KEPT = 50
# refs of a job that its page lists; the store holds all
MOST_TOLD = 500


class Job(NamedTuple):
    """How far one job has come: what is being done, how much of it, of how much (0: not known), and the last ref.

    `refs` are the inputs that were looked at, in order; `summary` stands when it is done, `why` if it failed.
    """

    id: str
    names: tuple[str, ...]
    state: State = "waiting"
    doing: str = "waiting for its turn"
    done: int = 0
    total: int = 0
    last: str = ""
    refs: tuple[str, ...] = ()
    summary: Summary | None = None
    why: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self.state in ("done", "failed")

    @property
    def rejections(self) -> Sequence[Rejection]:
        """Return what was not read, as far as is known."""
        return self.summary.rejections if self.summary else ()


class Bundle:
    """What one visitor brings at a time: files in a folder of their own, with `names`, and addresses.

    The folder is gone when the bundle is closed, or when the process ends.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="rashomon-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self.names: list[str] = []
        self.addresses: list[str] = []

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        self._folder.cleanup()


class Desk:
    """Takes bundles and reads them into the store, one at a time, in a thread of its own."""

    def __init__(self, store: str, fetch: bool = False) -> None:
        self._store, self._fetch = store, fetch_address if fetch else None
        self._queue: SimpleQueue[tuple[str, Bundle]] = SimpleQueue()
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()
        self._reader: Thread | None = None

    def take(self, bundle: Bundle) -> Job:
        """Queue what was brought; the desk closes the bundle when it is read."""
        job = Job(secrets.token_hex(8), (*bundle.names, *bundle.addresses))
        with self._lock:
            self._jobs[job.id] = job
            over = [key for key, one in self._jobs.items() if one.is_over]
            for key in over[: max(0, len(over) - MOST_KEPT)]:
                del self._jobs[key]
            if self._reader is None:
                self._reader = Thread(target=self._work, name="reader", daemon=True)
                self._reader.start()
        self._queue.put((job.id, bundle))
        return job

    def job(self, key: str) -> Job | None:
        """Return a job as it stands; None if there is none, or it was long ago."""
        with self._lock:
            return self._jobs.get(key)

    def jobs(self) -> list[Job]:
        """Return all jobs that are still told of, the last one first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def _work(self) -> None:
        while True:
            key, bundle = self._queue.get()
            try:
                self._read(key, bundle)
            except RashomonError as error:
                self._change(key, state="failed", why=str(error))
            except Exception as error:  # a bug costs this job, and not those that wait
                self._change(key, state="failed", why=f"internal error: {type(error).__name__}: {error}")
            finally:
                bundle.close()

    def _read(self, key: str, bundle: Bundle) -> None:
        inputs = Inputs((str(bundle.folder), *bundle.addresses), below=bundle.folder, fetch=self._fetch)
        self._change(key, state="reading", doing="loading models")

        def tell(doing: str, done: int, total: int, last: str) -> None:
            with self._lock:
                job = self._jobs[key]
                seen = doing == "reading articles" and len(job.refs) < MOST_TOLD
                refs = (*job.refs, last) if seen else job.refs
                self._jobs[key] = job._replace(doing=doing, done=done, total=total, last=last, refs=refs)

        with open_writer(self._store) as writer:
            summary = read_pile(inputs, writer, jobs=1, on_progress=tell)
        self._change(key, state="done", doing="done", summary=summary)

    def _change(self, key: str, **changed: object) -> None:
        with self._lock:
            self._jobs[key] = self._jobs[key]._replace(**changed)  # type: ignore[arg-type]
