"""Work that workers die of, for tests: they import it by name, so it imports next to nothing."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path


def do(item: str) -> str:
    """Do what the item says: "slow", "stuck", "large", "exit", "kill FILE", "raise"; else give it back in capitals.

    A stuck one holds the interpreter: no thread and no handler of signals of its process runs meanwhile.
    """
    what, _, more = item.partition(" ")
    match what:
        case "slow":
            time.sleep(0.2)
        case "stuck":
            re.match(r"(a|a)*$", "a" * 60 + "b")
        case "large":
            return str(len(bytearray(2**30)))
        case "exit":
            os._exit(9)
        case "kill" if not Path(more).exists():
            Path(more).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise ValueError(more)
    return item.upper()


def process(_: int) -> int:
    """Tell in which process this is done."""
    return os.getpid()
