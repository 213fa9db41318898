"""Copies of one text -> which was taken from which, whose text it is, and what each document stands on.

1. `provenance_of`: what a document says of where its text comes from   2. `trace_family`: a copy comes from the outlet
that it credits, else from the earliest copy, where only one can be that; else it is not known   3. `direction_of`: who
took a passage from whom   4. `newsrooms_of`: documents that stand on one newsroom are not independent.
How long a text is never tells: originals are cut, and copies grow.
"""

from rashomon.link.descent.directions import direction_of
from rashomon.link.descent.families import trace_family
from rashomon.link.descent.newsrooms import newsrooms_of
from rashomon.link.descent.provenance import provenance_of

__all__ = ["direction_of", "newsrooms_of", "provenance_of", "trace_family"]
