"""Three invented articles about two invented islands, their records set by hand, in a store: exports are tested on it.

- "+Post", 3 May 2031: Lann attacked Orsk on Friday, it writes; Lann will pay, a captain says
- "Gazette", 4 May 2031: the first sentence again, word for word; and the two met in Geneva in April
- a leaflet without outlet or date: Orsk denies the attack; the Norwegian coastguard thanked Orsk, NATO praised it
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rashomon.model import Entity, Office, digest
from rashomon.store import open_writer
from tests.show.small_story import BY, Desk
from tests.store.made import join_all, link_all

NAVY = Office(title="captain", organisation="Navy of Lann", sector="MIL")
ATTACKED = "Lann attacked Orsk on Friday."


def keep_quarrel(store: Path) -> None:
    """Write the three articles, who is who in them, and which events are one."""
    with open_writer(store) as writer:
        for desk in (post(), gazette(), leaflet()):
            writer.add(desk.records, BY)
        link_all(writer)
        join_all(writer)


def post() -> Desk:
    desk = Desk("pile/post.txt", f"SEA QUARREL\n\n{ATTACKED}\n\n“Lann will pay\nOrsk in Norway,” a captain said.\n")
    desk.article(
        outlet="+Post", title="Sea quarrel", published="2031-05-03", language="en", url="https://post.example/q"
    )
    desk.zone("title", "SEA QUARREL")
    lann, orsk = someone(desk, "Lann", "[Lann] attacked"), someone(desk, "Orsk", "attacked [Orsk]")
    attack(desk, lann, orsk)
    desk.mention(lann, "“[Lann] will", kind="place")
    desk.mention(orsk, "[Orsk] in", kind="place")
    captain = someone(desk, "a captain", "a captain", form="nominal", kind="person", office=NAVY)
    said = "“Lann will pay\nOrsk in Norway,”"
    desk.sentences(f"{said} a captain said.")
    desk.zone("body", f"{said} a captain said.")
    account = desk.says(said, source="a captain", cue="[said].", kind="direct", speaker=captain)
    desk.event(
        "[pay]\n", "AID", [("“[Lann] will", lann)], [("[Orsk] in", orsk)],
        place="Norway", realis="planned", realis_cue="will", attribution=account, chain=(account,), score=0.5,
    )  # fmt: skip
    return desk


def gazette() -> Desk:
    desk = Desk("pile/gazette.txt", f"{ATTACKED}\n\nLann and Orsk met in Geneva in April.\n")
    desk.article(outlet="Gazette", published="2031-05-04", language="en")
    lann, orsk = someone(desk, "Lann", "[Lann] attacked"), someone(desk, "Orsk", "attacked [Orsk]")
    attack(desk, lann, orsk)
    desk.date("April", "2031-04-01", "2031-04-30")
    desk.sentences("Lann and Orsk met in Geneva in April.")
    desk.zone("body", "Lann and Orsk met in Geneva in April.")
    both = [("[Lann] and", lann), ("and [Orsk]", orsk)]
    desk.event("met", "CONSULT", both, both, place="Geneva", when="April", contexts=("diplomatic", "military"))
    return desk


def leaflet() -> Desk:
    denies = "Orsk denies that Lann attacked its fleet."
    thanked = "The Norwegian coastguard thanked Orsk, and NATO praised it."
    desk = Desk("pile/leaflet.txt", f"{denies} {thanked}\n")
    desk.article()
    desk.zone("body", desk.document.text.strip())
    desk.sentences(denies, thanked)
    lann, orsk = someone(desk, "Lann", "Lann"), someone(desk, "Orsk", "[Orsk] denies")
    desk.mention(orsk, "thanked [Orsk]", kind="place")
    denial = desk.says("Lann attacked its fleet", source="[Orsk] denies", cue="denies", act="denial", speaker=orsk)
    desk.event(
        "attacked", "ASSAULT", [("Lann", lann)], [("its fleet", orsk)],
        realis="negated", realis_cue="denies", attribution=denial, chain=(denial,),
    )  # fmt: skip
    desk.event("thanked", "SUPPORT", [("The Norwegian coastguard", None)], [("thanked [Orsk]", orsk)])
    nato = someone(desk, "NATO", "NATO", kind="organisation", office=Office(organisation="NATO", sector="IGO"))
    desk.event("praised", "SUPPORT", [("NATO", nato)], [("praised [it]", orsk)])
    return desk


def attack(desk: Desk, lann: str, orsk: str) -> None:
    desk.zone("body", ATTACKED)
    desk.sentences(ATTACKED)
    desk.date("Friday", "2031-05-02")
    desk.event(
        "attacked", "ASSAULT", [("[Lann] attacked", lann)], [("attacked [Orsk]", orsk)], when="Friday", mode="firearms"
    )


def someone(desk: Desk, name: str, words: str, *, form: str = "name", kind: Any = "place", **more: Any) -> str:
    """Set somebody whom the article names, as a stage finds them: known from this article alone."""
    key = digest("entity", desk.id, name)
    desk.records.append(Entity(id=key, by=BY, document=desk.id, name=name, kind=kind))
    desk.mention(key, words, form, kind, **more)
    return key
