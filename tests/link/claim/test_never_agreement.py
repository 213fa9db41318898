"""Sentences that share their words and say the contrary: who did it is to whom it was done, or it was not done.

Each is read by all stages, as articles of two outlets. Nothing that they have in common may be called an agreement, by
any kind of claim.
"""

from __future__ import annotations

import pytest

from tests.link.claim.piles import relations_of

SWAPPED = [
    ("The ferry Alma rammed the tug Brita on Monday.", "The tug Brita rammed the ferry Alma on Monday."),
    ("The ferry Alma was rammed by the tug Brita.", "The tug Brita was rammed by the ferry Alma."),
    ("Ilda Voss attacked Tomas Greer on Sunday.", "Tomas Greer attacked Ilda Voss on Sunday."),
    ("Marovia invaded Dalestia on Sunday.", "Dalestia invaded Marovia on Sunday."),
    ("Marovian troops shelled Dalestian troops near Holm.", "Dalestian troops shelled Marovian troops near Holm."),
    ("Oto Brandl accused Runa Lind of fraud.", "Runa Lind accused Oto Brandl of fraud."),
    ("Oto Brandl sued Runa Lind on Friday.", "Oto Brandl was sued by Runa Lind on Friday."),
    ("Tamaria threatened Kerria on Saturday.", "Kerria threatened Tamaria on Saturday."),
    ("Kerria sanctioned Tamaria.", "Tamaria sanctioned Kerria."),
    ("Police attacked protesters in Lund.", "Protesters attacked police in Lund."),
    ("Hana Brandt killed Olaf Rein in Tamber.", "Olaf Rein killed Hana Brandt in Tamber."),
    ("Hana Brandt shot Olaf Rein in Tamber.", "Hana Brandt was shot by Olaf Rein in Tamber."),
    ("The lorry hit the bus in Harn.", "The bus hit the lorry in Harn."),
    ("The frigate Halmar sank the trawler Ebba.", "The trawler Ebba sank the frigate Halmar."),
    ("Governor Maja Ruth dismissed General Bruno Akker.", "General Bruno Akker dismissed Governor Maja Ruth."),
    ("Sofia Marl defeated Tomas Greer on Sunday.", "Tomas Greer defeated Sofia Marl on Sunday."),
    ("Velia demanded that Sarro withdraw.", "Sarro demanded that Velia withdraw."),
    ("Velia blamed Sarro for the raid.", "Sarro blamed Velia for the raid."),
    ("Leif Arnt criticised Runa Holt on Tuesday.", "Runa Holt criticised Leif Arnt on Tuesday."),
    ("Leif Arnt rescued Runa Holt from the lake.", "Runa Holt rescued Leif Arnt from the lake."),
    ("The rebels ambushed the soldiers near Quell.", "The soldiers ambushed the rebels near Quell."),
    ("The union sued the ministry on Monday.", "The ministry sued the union on Monday."),
    ("Eda Morn hired Jori Vance in May.", "Jori Vance hired Eda Morn in May."),
    ("Eda Morn fired Jori Vance on Monday.", "Eda Morn was fired by Jori Vance on Monday."),
    ("Ostrand expelled the ambassador of Velia.", "Velia expelled the ambassador of Ostrand."),
    ("Teo Varga insulted Noa Perl in Lisk.", "Noa Perl insulted Teo Varga in Lisk."),
    ("Teo Varga praised Noa Perl in Lisk.", "Noa Perl praised Teo Varga in Lisk."),
    ("Hunters attacked wolves near Fell.", "Wolves attacked hunters near Fell."),
    ("Ines Dahl robbed Ruben Aske in Finlow.", "Ruben Aske robbed Ines Dahl in Finlow."),
    ("Sarro freed the prisoners of Velia.", "Velia freed the prisoners of Sarro."),
    ("The navy pursued the smugglers off Norr.", "The smugglers pursued the navy off Norr."),
    ("Jas Terrin betrayed Bruno Akker.", "Bruno Akker betrayed Jas Terrin."),
    ("Kerrish jets bombed a Tollan convoy near Umber.", "Tollan jets bombed a Kerrish convoy near Umber."),
    ("Runa Lind was stabbed by Ivo Stann.", "Ivo Stann was stabbed by Runa Lind."),
]
NEGATED = [
    ("The ferry Alma rammed the tug Brita on Monday.", "The ferry Alma did not ram the tug Brita on Monday."),
    ("Ilda Voss attacked Tomas Greer on Sunday.", "Ilda Voss never attacked Tomas Greer."),
    ("Marovia invaded Dalestia on Sunday.", "Marovia did not invade Dalestia on Sunday."),
    ("Marovian troops shelled Ketter on Sunday.", "Marovian troops have not shelled Ketter."),
    ("Marovian troops shelled Ketter on Sunday.", "Marovia denied that its troops had shelled Ketter on Sunday."),
    ("Police arrested Runa Lind in Falkby.", "Police did not arrest Runa Lind in Falkby."),
    ("Police arrested Runa Lind in Falkby.", "No one arrested Runa Lind in Falkby."),
    ("Runa Lind was arrested in Falkby.", "Runa Lind was not arrested in Falkby."),
    ("Parliament approved the water law on Tuesday.", "Parliament rejected the water law on Tuesday."),
    ("Parliament approved the water law on Tuesday.", "Parliament did not approve the water law on Tuesday."),
    ("Parliament passed the harbour bill.", "Parliament voted down the harbour bill."),
    ("Judge Ruben Aske acquitted Bruno Akker.", "Judge Ruben Aske convicted Bruno Akker."),
    ("Judge Ruben Aske convicted Bruno Akker.", "Judge Ruben Aske did not convict Bruno Akker."),
    ("Sofia Marl won the election in Perrana.", "Sofia Marl lost the election in Perrana."),
    ("Sofia Marl resigned on Friday.", "Sofia Marl has not resigned."),
    ("The drones destroyed the depot at Harn.", "The drones missed the depot at Harn."),
    ("The drones destroyed the depot at Harn.", "The drones failed to destroy the depot at Harn."),
    ("The pilots ended the strike on Monday.", "The pilots did not end the strike on Monday."),
    ("Tolla expelled the Kerrish ambassador.", "Tolla denied expelling the Kerrish ambassador."),
    ("Tolla expelled the Kerrish ambassador.", "Tolla refused to expel the Kerrish ambassador."),
    ("The rebels signed the truce in Quell.", "The rebels did not sign the truce in Quell."),
    ("The rebels signed the truce in Quell.", "The rebels refused to sign the truce in Quell."),
    ("The guards fired at the crowd in Lund.", "The guards did not fire at the crowd in Lund."),
    ("The guards fired at the crowd in Lund.", "The guards never fired at the crowd in Lund."),
    ('Oto Brandl said: "The pit will close in May."', 'Oto Brandl said: "The pit will not close in May."'),
    ("Oto Brandl said the pit was safe.", "Oto Brandl said the pit was not safe."),
    ("Eda Morn said the runway had been closed.", "Eda Morn said the runway had not been closed."),
    ("Eda Morn said she would resign.", "Eda Morn said she would not resign."),
    ("Leif Arnt said the search had been called off.", "Leif Arnt denied that the search had been called off."),
    ("The bridge at Enns collapsed on Sunday.", "The bridge at Enns did not collapse on Sunday."),
    ("Noa Perl died at Lisk on Monday.", "Noa Perl survived at Lisk on Monday."),
    ("Kerria withdrew its envoy from Tolla.", "Kerria has not withdrawn its envoy from Tolla."),
    ("The lock at Enns was opened on Monday.", "The lock at Enns was closed on Monday."),
    ("Teo Varga voted for the water law.", "Teo Varga voted against the water law."),
]


@pytest.mark.parametrize(("one", "other"), SWAPPED)
def test_who_did_it_and_to_whom_it_was_done_are_not_agreed_upon_by_who_swaps_them(one: str, other: str) -> None:
    assert "agreement" not in relations_of(one, other)


@pytest.mark.parametrize(("one", "other"), NEGATED)
def test_what_one_says_was_done_is_not_agreed_upon_by_who_says_that_it_was_not(one: str, other: str) -> None:
    assert "agreement" not in relations_of(one, other)


@pytest.mark.parametrize("one", [pair[0] for pair in (*SWAPPED[:16], *NEGATED[:9])])
def test_what_two_outlets_tell_in_the_same_words_is_agreed_upon(one: str) -> None:
    assert {"agreement"} == relations_of(one, one)
