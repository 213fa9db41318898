"""Articles of invented papers, for the tests of reuse: a story, what may stand beside it, and ways to write it anew."""

from __future__ import annotations

FIRE = (
    "A fire that broke out before dawn on Tuesday destroyed the grain terminal of Port Selby, and with it a third of "
    "the harvest that Ostrava had meant to sell abroad.",
    "Nobody was hurt. Dockers who had come off the night shift saw smoke rise from the northern silo shortly after "
    "four and rang the bell that is kept there for fog.",
    "“We had the hoses on it within nine minutes, and nine minutes were too many,” said Ilse Marwick, who leads the "
    "harbour brigade. “Dry barley burns like paper once it has begun.”",
    "The port authority put the damage at forty million crowns. Two of the cranes can be repaired; the third fell into "
    "the basin and blocks the berth where the ferries to Lindholm tie up.",
    "Insurers sent their first inspectors by noon. They would not say whether the terminal had been covered for the "
    "whole of its contents or only for what the exporters had declared in spring.",
    "Farmers in the upper valley learned of the fire from the radio. Many had been paid for no more than half of their "
    "crop, and the rest was to follow when the ships had sailed.",
)
OTHER = (
    "The council of Brannock voted on Monday to close the town's only swimming bath, eleven years after it was opened "
    "by a minister who praised its roof.",
    "Repairs would cost more than the bath had earned in all that time, the treasurer told a meeting at which children "
    "sat in the front row with towels around their necks.",
    "A petition has been signed by four thousand people, which is every second inhabitant, and by a swimmer who won "
    "bronze for the country at the games in Varsk.",
)
THIRD = (
    "Snow closed the pass of Hallen for the ninth day, and bread was brought to the villages beyond it on sledges "
    "drawn by the tractors of the forestry office.",
    "The wind is expected to turn on Thursday. Until then the road crews are cutting a lane from the southern side, at "
    "a rate of about three hundred metres in a shift.",
)
FOURTH = (
    "An orchestra of retired postmen gave its hundredth concert in Tarn, and the hall had to turn away as many as it "
    "let in, among them the mayor and his mother.",
    "Its conductor, who carried letters for thirty years up the same four streets, said that he knew most of the "
    "listeners by their doors rather than by their faces.",
)
FIFTH = (
    "Bees have settled in the clock of the town hall at Osterly, where they have stopped the minute hand at seventeen "
    "and made enough honey to fill the mayor's umbrella stand.",
    "A keeper from the next village offered to move the swarm, but the council found that the clock had been wrong for "
    "so long that nobody had asked for it to be mended.",
)
PITCH = (
    "Support the Harbour Gazette: readers like you keep our reporters on the quays, and a cup of coffee a month helps."
)


def article(*paragraphs: str) -> str:
    """Return a text of some paragraphs."""
    return "\n\n".join(paragraphs)


def retyped(text: str) -> str:
    """Return the same as another paper would set it: plain marks, spaces before commas, hard line ends."""
    words = text.replace("“", '"').replace("”", '"').replace("’", "'").replace(",", " ,").split(" ")
    return "\n".join(" ".join(words[i : i + 9]) for i in range(0, len(words), 9))
