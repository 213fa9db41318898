"""What articles tell -> claims: what their accounts agree or differ on, and how many independent origins they have.

1. `find_accounts`: what one article says was done, and what it counts 2. `choose_deed`, `choose_figure`: each names
the account before it that is of the same thing, or none 3. `make_deed_claim`, `make_figure_claim`: what hangs together
so is a claim with one slot, which its accounts fill alike or not.
"""

from rashomon.link.claim.accounts import find_accounts
from rashomon.link.claim.counts import choose_figure, figure_stands_alone, make_figure_claim
from rashomon.link.claim.deeds import entities_of_deed, resolve_deed
from rashomon.link.claim.events import choose_deed, deed_stands_alone, make_deed_claim
from rashomon.link.claim.figures import entities_of_figure, resolve_figure

__all__ = [
    "choose_deed", "choose_figure", "deed_stands_alone", "entities_of_deed", "entities_of_figure",
    "figure_stands_alone", "find_accounts", "make_deed_claim", "make_figure_claim", "resolve_deed", "resolve_figure",
]  # fmt: skip
