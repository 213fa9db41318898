"""An article whose every string would do harm in some format, in a store: exports of it are checked by what reads them.

It is one paragraph of 40,000 characters and more, told by an outlet with a name that turns text round.
"""

from __future__ import annotations

from pathlib import Path

from rashomon.store import open_writer
from tests.show.quarrel import someone
from tests.show.small_story import BY, Desk
from tests.store.made import join_all, link_all

NAME = '=HYPERLINK("http://x.example","a")\0\x01<b>&>'
OUTLET = "@\u202egnirob\u202c \U0001f30d"
TITLE = "<script>alert(1)</script>\ufffe_x0041_\r\n=1+1"
SAID = "+1-1 </textarea>\x0b\u2028 “we \U0001f6a2 sail”"
LONG = "tide " * 8_000


def keep_hostile(store: Path) -> Desk:
    """Write the article and return its desk."""
    desk = Desk("=pile/../-x.txt", f"{TITLE}\n\n\U0001f30d {NAME} said {SAID} and attacked Orsk on 3 May.\n\n{LONG}")
    desk.article(outlet=OUTLET, title=TITLE, byline=(NAME,), published="2031-05-03", url="javascript:alert(1)")
    desk.zone("title", TITLE)
    desk.zone("body", LONG)
    speaker = someone(desk, NAME, f"[{NAME}] said", kind="person")
    orsk = someone(desk, "Orsk", "Orsk", kind="organisation")
    desk.says(SAID, source=f"[{NAME}] said", cue="[said] +", kind="mixed", speaker=speaker)
    desk.date("3 May", "2031-05-03")
    desk.event("attacked", "ASSAULT", [(f"[{NAME}] said", speaker)], [("Orsk", orsk)], when="3 May")
    with open_writer(store) as writer:
        writer.add(desk.records, BY)
        link_all(writer)
        join_all(writer)
    return desk
