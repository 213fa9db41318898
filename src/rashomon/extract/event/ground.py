"""What events and clauses of one article stand on alike: worked out by the one stage, and handed to the other."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.extract.event.account import Accounts
from rashomon.extract.event.evidence import Kinds
from rashomon.extract.event.participants import Names
from rashomon.extract.event.realis_lexicon import Sentences
from rashomon.extract.event.realis_time import Times

__all__ = ["Ground"]


class Ground(NamedTuple):
    """The trees of an article and their operators, what its words name, its times, and whose account stands where.

    Each notes what it was asked, so that nobody works it out again.
    """

    syntax: Sentences
    times: Times
    kinds: Kinds
    names: Names
    accounts: Accounts
