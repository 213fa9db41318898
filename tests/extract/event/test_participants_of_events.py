"""Who did it to whom: one sentence a construction, worked out by hand, with names that no training sentence has."""

from __future__ import annotations

import pytest

from tests.extract.event.test_events import events

# text | type | actors (";" between) | recipients
TOLD = """
# active and passive
Torland bombed the harbour of Quell on Monday. | ASSAULT | Torland | the harbour of Quell
The harbour of Quell was bombed by Torland. | ASSAULT | Torland | The harbour of Quell
The harbour of Quell was bombed on Monday. | ASSAULT | | The harbour of Quell
Two bishops were arrested by the secret police. | COERCE | the secret police | Two bishops
Two bishops have been arrested. | COERCE | | Two bishops
Veshnia gave the islands ten million crowns. | AID | Veshnia | the islands
Veshnia gave ten million crowns to the islands. | AID | Veshnia | the islands
The villagers were given ten million crowns by Veshnia. | AID | Veshnia | The villagers
The court sentenced the banker to nine years. | SANCTION | The court | the banker
The senate rejected the treaty with Torland. | REJECT | The senate | Torland
# conjunctions
Torland and Veshnia condemned the junta. | ACCUSE | Torland; Veshnia | the junta
The rebels killed a priest and two nuns. | ASSAULT | The rebels | a priest; two nuns
The police beat and arrested the singer. | ASSAULT | The police | the singer
The police beat and arrested the singer. | COERCE | The police | the singer
The general seized the palace and arrested the king. | COERCE | The general | the king
Soldiers, sailors and airmen protested against the minister. | PROTEST | Soldiers; sailors; airmen | the minister
# control and raising
The president promised the farmers to release the prisoners. | RETREAT | The president | the prisoners
The president urged the general to release the prisoners. | REQUEST | The president | the general
The president urged the general to release the prisoners. | RETREAT | the general | the prisoners
The army tried to storm the villa. | ASSAULT | The army | the villa
The army began shelling the villa. | ASSAULT | The army | the villa
The army is believed to have shelled the villa. | ASSAULT | The army | the villa
The army was ordered by the king to shell the villa. | ASSAULT | The army | the villa
Veshnia forced the company to free the miners. | RETREAT | the company | the miners
Veshnia threatened to expel the ambassador. | THREATEN | Veshnia | the ambassador
Veshnia threatened to expel the ambassador. | SANCTION | Veshnia | the ambassador
Veshnia offered to train the Torland police. | AGREE | Veshnia | the Torland police
The union wants the government to free the students. | RETREAT | the government | the students
The governor was accused of killing the hostages. | ACCUSE | | The governor
# relative clauses and participles
The rebels, who shelled the town, fled. | ASSAULT | The rebels | the town
The town, which the rebels shelled, is empty. | ASSAULT | the rebels | The town
The town that the rebels shelled is empty. | ASSAULT | the rebels | The town
The priest whom the rebels killed was ninety. | ASSAULT | the rebels | The priest
The town shelled by the rebels is empty. | ASSAULT | the rebels | The town
Police arrested the man who attacked the mayor. | COERCE | Police | the man
Police arrested the man who attacked the mayor. | ASSAULT | the man | the mayor
Attacking the convoy, the rebels killed the driver. | ASSAULT | the rebels | the convoy; the driver
After releasing the hostages, the gunmen surrendered. | RETREAT | the gunmen | the hostages
# both sides alike
The king met the president in Quell. | CONSULT | The king; the president | The king; the president
The king met with the president. | CONSULT | The king; the president | The king; the president
The king and the president met in Quell. | CONSULT | The king; the president | The king; the president
The king held talks with the rebels. | CONSULT | The king; the rebels | The king; the rebels
Talks between Torland and Veshnia began on Monday. | CONSULT | Torland; Veshnia | Torland; Veshnia
Torland and Veshnia signed a treaty. | SUPPORT | Torland; Veshnia | Torland; Veshnia
Torland signed a treaty with Veshnia. | SUPPORT | Torland; Veshnia | Torland; Veshnia
Torland reached an agreement with Veshnia. | AGREE | Torland; Veshnia | Torland; Veshnia
The two sides agreed on a ceasefire. | AGREE | The two sides | The two sides
Torland and Veshnia exchanged fire across the river. | ASSAULT | Torland; Veshnia | Torland; Veshnia
# nouns
Torland's shelling of Quell went on for a week. | ASSAULT | Torland | Quell
The shelling of Quell by Torland went on for a week. | ASSAULT | Torland | Quell
A Turkish attack on Quell failed. | ASSAULT | Turkish | Quell
The arrest of the editor by the police caused an outcry. | COERCE | the police | the editor
The release of the hostages by the gunmen surprised everybody. | RETREAT | the gunmen | the hostages
Veshnia's invasion of the islands began in May. | ASSAULT | Veshnia | the islands
The president's visit to Torland ended on Sunday. | CONSULT | The president | Torland
Support for the rebels came from Veshnia. | SUPPORT | Veshnia | the rebels
# a light verb and the noun of the deed
Torland launched an attack on Quell. | ASSAULT | Torland | Quell
Torland carried out an air strike on Quell. | ASSAULT | Torland | Quell
Veshnia imposed sanctions on Torland. | SANCTION | Veshnia | Torland
Veshnia opened an inquiry into the bank. | ACCUSE | Veshnia | the bank
The premier paid a visit to Torland. | CONSULT | The premier | Torland
The governor gave an ultimatum to the miners. | THREATEN | The governor | the miners
Quell came under attack by the rebels. | ASSAULT | the rebels | Quell
# behind prepositions
The envoy called on Torland to free the crew. | REQUEST | The envoy | Torland
The envoy called for the release of the crew by Torland. | RETREAT | Torland | the crew
Soldiers fired on the crowd. | ASSAULT | Soldiers | the crowd
The bishop apologised to the villagers. | SUPPORT | The bishop | the villagers
Veshnia withdrew its troops from Torland. | RETREAT | Veshnia | Torland
The ministry blamed Torland for the blast. | ACCUSE | The ministry | Torland
The ministry accused Torland of arming the rebels. | ACCUSE | The ministry | Torland
The president praised the rescuers for their work. | SUPPORT | The president | the rescuers
Veshnia handed the suspect over to Torland. | COOPERATE | Veshnia | Torland
Thousands marched through Quell against the governor. | PROTEST | Thousands | the governor
# inside what is answered or asked
The rebels rejected an offer by the president. | REJECT | The rebels | the president
Torland dismissed the accusations of Veshnia. | REJECT | Torland | Veshnia
The junta ignored an appeal from the pope. | REJECT | The junta | the pope
The minister said that Torland must release the crew. | REQUEST | The minister | Torland
# pronouns keep their words
They attacked us at dawn. | ASSAULT | They | us
Her soldiers attacked their village. | ASSAULT | Her soldiers | their village
"""


def rows() -> list[tuple[str, str, list[str], list[str]]]:
    """Return the table: text, type, actors, recipients."""
    found = []
    for line in TOLD.strip().splitlines():
        if not line.startswith("#"):
            text, kind, actors, recipients = (cell.strip() for cell in line.split("|"))
            found.append((text, kind, *([w.strip() for w in c.split(";") if w.strip()] for c in (actors, recipients))))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), rows())
def test_who_did_it_to_whom(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    told = [
        ([p.span.of(text) for p in event.actors], [p.span.of(text) for p in event.recipients])
        for event in events(text)
        if event.type == kind
    ]

    assert (actors, recipients) in told


def test_an_event_without_an_actor_says_whether_the_grammar_hides_one() -> None:
    passive, noun = events("Two bishops have been arrested.")[0], events("Shelling of Quell went on for a week.")[0]

    assert passive.reason is not None
    assert "passive" in passive.reason
    assert noun.reason is not None
    assert "passive" not in noun.reason
