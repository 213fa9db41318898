"""A pile -> what its articles have to do with each other: stories, copies, claims, quotations, wording."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from rashomon.show.layout.beside import Beside, set_beside
from rashomon.show.layout.chapters import Chapter, find_chapters
from rashomon.show.layout.claims import Matrix, lay_out_claims
from rashomon.show.layout.copies import Copies, draw_copies
from rashomon.show.layout.gather import Pile
from rashomon.show.layout.happened import Happening
from rashomon.show.layout.margins import Spots, spots_of_claims, spots_of_histories, spots_of_wording
from rashomon.show.layout.sayings import History, tell_histories
from rashomon.show.layout.wording import Contrasted, Named, find_contrasts, find_labels

__all__ = ["Compared", "compare_articles"]


class Compared(NamedTuple):
    """What is shown across articles, each part in the order in which it is shown.

    `beside_left` pairs of texts would stand side by side too, if the page were to hold them. `flat` are claims that one
    outlet says flatly and another does not, `agents` events of which one says who did it and another does not.
    """

    chapters: Sequence[Chapter]
    copies: Copies
    matrices: Sequence[Matrix]
    histories: Sequence[tuple[Chapter, Sequence[History]]]
    beside: Sequence[Beside]
    beside_left: int
    labels: Sequence[Named]
    flat: Sequence[Contrasted]
    agents: Sequence[Contrasted]

    @property
    def spots(self) -> Spots:
        """Return every place in the articles that these lead to."""
        told = (h for _, own in self.histories for h in own)
        contrasts = [*self.flat, *self.agents]
        return chain(spots_of_claims(self.matrices), spots_of_histories(told), spots_of_wording(self.labels, contrasts))


def compare_articles(pile: Pile, happenings: Sequence[Happening]) -> Compared:
    """Lay out what the record knows of several articles at once; `happenings` give events their words."""
    chapters, copies = find_chapters(pile), draw_copies(pile)
    pairs, left_out = set_beside(pile, copies)
    slots = {claim.id: claim.slot for claim in pile.across.claims}
    events = {h.key: h.phrase for h in happenings}
    return Compared(
        chapters,
        copies,
        lay_out_claims(pile, chapters),
        tell_histories(pile, chapters),
        pairs,
        left_out,
        find_labels(pile),
        find_contrasts(pile, "assertion", slots),
        find_contrasts(pile, "agent", events),
    )
