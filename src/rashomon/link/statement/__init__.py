"""What articles have people say -> which of it is one statement, and what each article did to the words.

1. `find_sayings`: what one article has somebody say, which of it in quotation marks, and the keys of each 2.
`choose_saying`: each names the likeliest of those that quote more and share a key with it, or none; what hangs together
so is one statement 3. `make_statement_claim`: its claim, its accounts, and the lives of its quotations. `align_words`
gives the differences of two printings of somebody's words, word by word.
"""

from rashomon.link.statement.alignment import Difference, Quoted, align_words
from rashomon.link.statement.antecedents import choose_saying
from rashomon.link.statement.claims import make_statement_claim
from rashomon.link.statement.quoted import quoted_spans
from rashomon.link.statement.sayings import entities_of_saying, find_sayings, resolve_saying

__all__ = [
    "Difference", "Quoted", "align_words", "choose_saying", "entities_of_saying", "find_sayings",
    "make_statement_claim", "quoted_spans", "resolve_saying",
]  # fmt: skip
