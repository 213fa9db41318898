"""Words of one sentence -> type and value, each worked out on a calendar for Thursday 11 July 2013."""

from __future__ import annotations

import pytest

from tests.extract.timex.reading import values

WRITTEN = [
    ("The treaty was signed on 4 March 2011.", "4 March 2011", "DATE", "2011-03-04"),
    ("The treaty was signed on March 4, 2011, in Norrsund.", "March 4, 2011", "DATE", "2011-03-04"),
    ("It was signed on Friday, March 4, 2011.", "Friday, March 4, 2011", "DATE", "2011-03-04"),
    ("On July 4, 1876, the canal opened.", "July 4, 1876", "DATE", "1876-07-04"),
    ("The order of Dec. 3rd, 2012 was lifted.", "Dec. 3rd, 2012", "DATE", "2012-12-03"),
    ("The log begins on 2011-03-04.", "2011-03-04", "DATE", "2011-03-04"),
    ("The log ends on 13/4/2011.", "13/4/2011", "DATE", "2011-04-13"),
    ("The log was lost on 3/4/2011.", "3/4/2011", "DATE", "2011"),
    ("The log was lost on 7/9/2013.", "7/9/2013", "DATE", "2013-07-09"),
    ("9/11 changed the town.", "9/11", "DATE", "2001-09-11"),
    ("May 2012 was dry in Oresk.", "May 2012", "DATE", "2012-05"),
    ("The dam burst in late May 2012.", "late May 2012", "DATE", "2012-05"),
    ("The bridge was built in 1998.", "1998", "DATE", "1998"),
    ("The 2012 election was close.", "2012", "DATE", "2012"),
    ("In fiscal 2012 the line lost money.", "fiscal 2012", "DATE", "2012"),
    ("Much was lost in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
    ("By the year 2000 the port had closed.", "the year 2000", "DATE", "2000"),
    ("The 1990s were hard.", "The 1990s", "DATE", "199"),
    ("It began in the early 1980s.", "the early 1980s", "DATE", "198"),
    ("It began in the mid-1980s.", "the mid-1980s", "DATE", "198"),
    ("He sang in the '80s.", "the '80s", "DATE", "198"),
    ("He sang in the nineties.", "the nineties", "DATE", "199"),
    ("The castle dates from the 15th century.", "the 15th century", "DATE", "14"),
    ("It was written in the nineteenth century.", "the nineteenth century", "DATE", "18"),
    ("It was built in the summer of 1998.", "the summer of 1998", "DATE", "1998-SU"),
    ("Imports fell in the first half of 2012.", "the first half of 2012", "DATE", "2012-H1"),
    ("Sales rose in the third quarter of 2011.", "the third quarter of 2011", "DATE", "2011-Q3"),
    ("They met on Christmas Eve 2010.", "Christmas Eve 2010", "DATE", "2010-12-24"),
    ("They met on Easter Monday 2011.", "Easter Monday 2011", "DATE", "2011-04-25"),
]

BY_TENSE = [
    ("The mayor is pictured on May 22.", "May 22", "DATE", "2013-05-22"),
    ("The mayor is pictured on Friday.", "Friday", "DATE", "2013-07-05"),
    ("The mayor of Oresk resigned on Friday.", "Friday", "DATE", "2013-07-05"),
    ("The council will meet on Friday.", "Friday", "DATE", "2013-07-12"),
    ("The council is going to meet on Friday.", "Friday", "DATE", "2013-07-12"),
    ("The council met on Thursday.", "Thursday", "DATE", "2013-07-11"),
    ("The council has been meeting since Monday.", "Monday", "DATE", "2013-07-08"),
    ("The vote is scheduled for Monday.", "Monday", "DATE", "2013-07-15"),
    ("The vote was set for Monday.", "Monday", "DATE", "2013-07-15"),
    ("The ferry is due on Saturday.", "Saturday", "DATE", "2013-07-13"),
    ("The ferry had been due on Saturday.", "Saturday", "DATE", "2013-07-06"),
    ("They agreed to meet again on Sunday.", "Sunday", "DATE", "2013-07-14"),
    ("The witness failed to appear on Wednesday.", "Wednesday", "DATE", "2013-07-10"),
    ("The talks begin on Tuesday.", "Tuesday", "DATE", "2013-07-16"),
    ("The deadline was extended until Tuesday.", "Tuesday", "DATE", "2013-07-16"),
    ("The strike lasted until Tuesday.", "Tuesday", "DATE", "2013-07-09"),
    ("The report is published on Friday.", "Friday", "DATE", "2013-07-12"),
    ("The report was published on Friday.", "Friday", "DATE", "2013-07-05"),
    ("They voted in September.", "September", "DATE", "2012-09"),
    ("They will vote in September.", "September", "DATE", "2013-09"),
    ("The law took effect on January 1.", "January 1", "DATE", "2013-01-01"),
    ("The law will take effect on January 1.", "January 1", "DATE", "2014-01-01"),
    ("The fair ended on December 30.", "December 30", "DATE", "2012-12-30"),
    ("The accused will appear in court on 18 July.", "18 July", "DATE", "2013-07-18"),
    ("It rained in July.", "July", "DATE", "2013-07"),
    ("It snowed in the winter.", "the winter", "DATE", "2012-WI"),
    ("The river will rise in the spring.", "the spring", "DATE", "2014-SP"),
    ("They met over the weekend.", "the weekend", "DATE", "2013-W27-WE"),
    ("They will meet at the weekend.", "the weekend", "DATE", "2013-W28-WE"),
    ("The harbour froze on Christmas Eve.", "Christmas Eve", "DATE", "2012-12-24"),
]

RELATIVE = [
    ("The ferry ran aground last Wednesday.", "last Wednesday", "DATE", "2013-07-03"),
    ("It fell on 3 June last year.", "3 June last year", "DATE", "2012-06-03"),
    ("Police are studying the weekend crash.", "the weekend", "DATE", "2013-W27-WE"),
    ("The ferry ran aground last Friday.", "last Friday", "DATE", "2013-07-05"),
    ("The ferry ran aground last Thursday.", "last Thursday", "DATE", "2013-07-04"),
    ("Talks resume next Tuesday.", "next Tuesday", "DATE", "2013-07-16"),
    ("Talks resume this Tuesday.", "this Tuesday", "DATE", "2013-07-16"),
    ("The lock failed yesterday.", "yesterday", "DATE", "2013-07-10"),
    ("The lock will be closed tomorrow.", "tomorrow", "DATE", "2013-07-12"),
    ("The lock is closed today.", "today", "DATE", "2013-07-11"),
    ("It failed the day before yesterday.", "the day before yesterday", "DATE", "2013-07-09"),
    ("This week has been calm.", "This week", "DATE", "2013-W28"),
    ("Last week was not.", "Last week", "DATE", "2013-W27"),
    ("It rained the week before last.", "the week before last", "DATE", "2013-W26"),
    ("They will know next month.", "next month", "DATE", "2013-08"),
    ("Earlier this month the court ruled.", "Earlier this month", "DATE", "2013-07"),
    ("Later this year the bridge opens.", "Later this year", "DATE", "2013"),
    ("Last year was dry.", "Last year", "DATE", "2012"),
    ("The current year is wet.", "The current year", "DATE", "2013"),
    ("By the end of the year the dam will stand.", "the end of the year", "DATE", "2013"),
    ("In June last year he fell.", "June last year", "DATE", "2012-06"),
    ("He fell last August.", "last August", "DATE", "2012-08"),
    ("He sails next March.", "next March", "DATE", "2014-03"),
    ("They married last summer.", "last summer", "DATE", "2012-SU"),
    ("Last weekend thousands marched.", "Last weekend", "DATE", "2013-W27-WE"),
    ("The ship left three days ago.", "three days ago", "DATE", "2013-07-08"),
    ("Three weeks ago the price doubled.", "Three weeks ago", "DATE", "2013-W25"),
    ("Five months ago the price doubled.", "Five months ago", "DATE", "2013-02"),
    ("A year ago the port was quiet.", "A year ago", "DATE", "2012"),
    ("Nearly four years ago it burned.", "Nearly four years ago", "DATE", "2009"),
    ("A decade ago he was unknown.", "A decade ago", "DATE", "2003"),
    ("Half a century ago he was famous.", "Half a century ago", "DATE", "1963"),
    ("Many years ago he was famous.", "Many years ago", "DATE", "PAST_REF"),
    ("Two days from now it ends.", "Two days from now", "DATE", "2013-07-13"),
    ("The first quarter of next year will be hard.", "The first quarter of next year", "DATE", "2014-Q1"),
    ("Profits fell in the second quarter.", "the second quarter", "DATE", "2013-Q2"),
    ("First-quarter sales rose.", "First-quarter", "DATE", "2013-Q1"),
]

REFERENCES = [
    ("Prices are now stable.", "now", "DATE", "PRESENT_REF"),
    ("The lock is currently shut.", "currently", "DATE", "PRESENT_REF"),
    ("Its current owner is rich.", "current", "DATE", "PRESENT_REF"),
    ("Prices recently rose.", "recently", "DATE", "PAST_REF"),
    ("A recent report was lost.", "recent", "DATE", "PAST_REF"),
    ("It was done in the past.", "the past", "DATE", "PAST_REF"),
    ("Prices will soon fall.", "soon", "DATE", "FUTURE_REF"),
    ("It may sink in the near future.", "the near future", "DATE", "FUTURE_REF"),
]

DURATIONS = [
    ("It closed for the past two and a half years.", "the past two and a half years", "DURATION", "P2Y6M"),
    ("Prices rose over the past three months.", "the past three months", "DURATION", "P3M"),
    ("In the last two years the island emptied.", "the last two years", "DURATION", "P2Y"),
    ("It will rain for the next few days.", "the next few days", "DURATION", "PXD"),
    ("In the coming weeks more rain is expected.", "the coming weeks", "DURATION", "PXW"),
    ("In recent weeks it rained.", "recent weeks", "DURATION", "PXW"),
    ("He served for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("He served for 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M"),
    ("He waited for an hour and a half.", "an hour and a half", "DURATION", "PT1H30M"),
    ("He waited for half an hour.", "half an hour", "DURATION", "PT30M"),
    ("The two-year study ended.", "two-year", "DURATION", "P2Y"),
    ("A 30-second pause followed.", "30-second", "DURATION", "PT30S"),
    ("It took nearly six months.", "nearly six months", "DURATION", "P6M"),
    ("The plant was shut for 24 hours.", "24 hours", "DURATION", "P1D"),
    ("It stood for twenty four years.", "twenty four years", "DURATION", "P24Y"),
    ("It stood for a hundred years.", "a hundred years", "DURATION", "P100Y"),
    ("It stood for two decades.", "two decades", "DURATION", "P20Y"),
    ("They waited for hours.", "hours", "DURATION", "PTXH"),
    ("They waited several weeks.", "several weeks", "DURATION", "PXW"),
    ("They waited a couple of days.", "a couple of days", "DURATION", "P2D"),
    ("They waited two more weeks.", "two more weeks", "DURATION", "P2W"),
    ("A day-long strike began.", "day-long", "DURATION", "P1D"),
    ("The decades-long feud ended.", "decades-long", "DURATION", "PXE"),
    ("In the weeks before the vote they marched.", "the weeks", "DURATION", "PXW"),
    ("They waited at least 30 days.", "at least 30 days", "DURATION", "P30D"),
]

SETS = [
    ("The shop opens every day.", "every day", "SET", "P1D"),
    ("The ferry sails every two weeks.", "every two weeks", "SET", "P2W"),
    ("The market is held every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
    ("The market is held on Tuesdays.", "Tuesdays", "SET", "XXXX-WXX-2"),
    ("The club meets on Tuesday nights.", "Tuesday nights", "SET", "XXXX-WXX-2TNI"),
    ("The river floods every spring.", "every spring", "SET", "XXXX-SP"),
    ("The fair opens each July.", "each July", "SET", "XXXX-07"),
    ("The list appears weekly.", "weekly", "SET", "P1W"),
    ("The list is revised annually.", "annually", "SET", "P1Y"),
    ("They earn 5,000 crowns a year.", "a year", "SET", "P1Y"),
]

TIMES = [
    ("It sank at 0425 hours on 8 July.", "0425 hours on 8 July", "TIME", "2013-07-08T04:25"),
    ("It sank in the early morning hours of July 8.", "the early morning hours of July 8", "TIME", "2013-07-08TMO"),
    ("The bridge will open tomorrow at 9 a.m.", "tomorrow at 9 a.m.", "TIME", "2013-07-12T09:00"),
    ("It closed at 10:30 p.m. on Wednesday.", "10:30 p.m. on Wednesday", "TIME", "2013-07-10T22:30"),
    ("It closed at 9 p.m. Wednesday.", "9 p.m. Wednesday", "TIME", "2013-07-10T21:00"),
    ("The fire broke out at around 7:15 p.m.", "around 7:15 p.m.", "TIME", "2013-07-11T19:15"),
    ("The truce began at 06:00 on Monday, 8 July 2013.", "06:00 on Monday, 8 July 2013", "TIME", "2013-07-08T06:00"),
    ("It left at 0600 GMT on 7 July.", "0600 GMT on 7 July", "TIME", "2013-07-07T06:00"),
    ("The siren went off at noon on Thursday.", "noon on Thursday", "TIME", "2013-07-11T12:00"),
    ("It was 5 o'clock in the morning.", "5 o'clock in the morning", "TIME", "2013-07-11T05:00"),
    ("Shells fell on Tuesday night.", "Tuesday night", "TIME", "2013-07-09TNI"),
    ("The lock failed yesterday morning.", "yesterday morning", "TIME", "2013-07-10TMO"),
    ("The lock failed last night.", "last night", "TIME", "2013-07-10TNI"),
    ("The lock failed this morning.", "this morning", "TIME", "2013-07-11TMO"),
    ("They will sail tonight.", "tonight", "TIME", "2013-07-11TNI"),
    ("They will sail on Friday evening.", "Friday evening", "TIME", "2013-07-12TEV"),
    ("It derailed on the morning of July 8.", "the morning of July 8", "TIME", "2013-07-08TMO"),
    ("It hit at 3:45 a.m. local time Tuesday.", "3:45 a.m. local time Tuesday", "TIME", "2013-07-09T03:45"),
    ("They sailed late Tuesday afternoon.", "late Tuesday afternoon", "TIME", "2013-07-09TAF"),
]

CASES = [*WRITTEN, *BY_TENSE, *RELATIVE, *REFERENCES, *DURATIONS, *SETS, *TIMES]


@pytest.mark.parametrize(("sentence", "words", "kind", "value"), CASES, ids=[c[0] for c in CASES])
def test_the_sentence_has_one_time_with_this_value(sentence: str, words: str, kind: str, value: str) -> None:
    assert [(words, kind, value)] == values(sentence)


RANGES = [
    ("The summit takes place July 11-12.", [("July 11", "2013-07-11"), ("12", "2013-07-12")]),
    ("The fair ran from 3 to 5 May.", [("3", "2013-05-03"), ("5 May", "2013-05-05")]),
    ("It ran from 30 July to 2 August 2010.", [("30 July", "2010-07-30"), ("2 August 2010", "2010-08-02")]),
    ("It ran from Dec. 28 to Jan. 3, 2010.", [("Dec. 28", "2009-12-28"), ("Jan. 3, 2010", "2010-01-03")]),
    ("Between 2009 and 2011 the town shrank.", [("2009", "2009"), ("2011", "2011")]),
    ("In 2008-09 the bank failed.", [("2008", "2008"), ("09", "2009")]),
    ("From Monday to Friday the road is closed.", [("Monday", "2013-07-15"), ("Friday", "2013-07-19")]),
    ("It rained from November to February.", [("November", "2012-11"), ("February", "2013-02")]),
    ("The ban ran from May to July 2010.", [("May", "2010-05"), ("July 2010", "2010-07")]),
]


@pytest.mark.parametrize(("sentence", "ends"), RANGES, ids=[r[0] for r in RANGES])
def test_a_range_is_its_two_ends(sentence: str, ends: list[tuple[str, str]]) -> None:
    assert ends == [(words, value) for words, _, value in values(sentence)]


STORIES = [
    ("On 3 June the crew left. The following day it returned.", "The following day", "2013-06-04"),
    ("On 3 June the crew left. The next day it returned.", "The next day", "2013-06-04"),
    ("On 3 June the crew left. The next morning it returned.", "next morning", "2013-06-04TMO"),
    ("On 3 June the crew left. Two days later it returned.", "Two days later", "2013-06-05"),
    ("On 3 June the crew left. A week earlier it had been ill.", "A week earlier", "2013-W22"),
    ("On 3 June the crew left. On the same day the port closed.", "the same day", "2013-06-03"),
    ("On 3 June the crew left. The night before, they had feasted.", "The night before", "2013-06-02TNI"),
    ("In 2004 the mill burned. The following year it was sold.", "The following year", "2005"),
    ("In 2004 the mill burned. That year the harvest failed.", "That year", "2004"),
    ("He sailed on 3 June 2010. The previous Friday he had married.", "The previous Friday", "2010-05-28"),
    ("Sales fell in the second quarter. A year earlier they rose.", "A year earlier", "2012-Q2"),
]


# the licence and the tracks lie ahead of Thursday 11 July
CLOCKS = [
    ("It sank on Tuesday night. He spoke at eight o'clock.", "eight o'clock", "2013-07-09T20:00"),
    ("It sank on Tuesday. The search went on until nightfall.", "nightfall", "2013-07-09TNI"),
    ("It sank on Tuesday. Tracks will come by Friday. They had met at 4:40 a.m.", "4:40 a.m.", "2013-07-09T04:40"),
    ("It sank on Tuesday. The licence runs until Oct. 31. At 8 p.m. he spoke.", "8 p.m.", "2013-07-09T20:00"),
    ("The licence runs until Oct. 31. At 8 p.m. he spoke.", "8 p.m.", "2013-07-11T20:00"),
    ("The wake will be on Friday. It will start at 7 p.m.", "7 p.m.", "2013-07-12T19:00"),
    ("On 3 June 2010 the crew left. It came home at 7 p.m.", "7 p.m.", "2010-06-03T19:00"),
    ("Shots fell shortly after midnight.", "midnight", "2013-07-11T00:00"),
    ("The truce will end at midnight.", "midnight", "2013-07-11T24:00"),
]


@pytest.mark.parametrize(("text", "words", "value"), CLOCKS, ids=[c[0] for c in CLOCKS])
def test_a_clock_time_lies_on_the_day_told_of_and_never_ahead_of_what_is_past(
    text: str, words: str, value: str
) -> None:
    assert value == {w: v for w, _, v in values(text)}[words]


@pytest.mark.parametrize(("text", "words", "value"), STORIES, ids=[s[0] for s in STORIES])
def test_a_story_goes_on_from_the_date_just_told(text: str, words: str, value: str) -> None:
    assert value == {w: v for w, _, v in values(text)}[words]


def test_no_day_follows_from_a_year() -> None:
    found = values("In 2004 the mill burned. The following day it rained.")

    assert [("2004", "DATE", "2004"), ("The following day", "DATE", None)] == found


NOT_TIMES = [
    "The child was left outside a day care.",
    "Lind, 47 years of age, was freed.",
    "The Sarn Daily News asked why.",
    "The signal was lost at the moment of impact.",
    "They worked 2000 hours.",
    "Some 2000 people came.",
    "He may march on the town.",
    "The boy, 12 years old, was found.",
    "A 12-year-old boy was found.",
    "The captain is in his thirties.",
    "The captain is in her mid-30s.",
    "Flight 1998 was late.",
    "About three-quarters of the fleet was lost.",
    "The second attempt failed.",
    "A second attempt failed.",
    "They paid $1995 for it.",
    "The fall of the town was sudden.",
    "May Lindqvist won the race.",
]


@pytest.mark.parametrize("sentence", NOT_TIMES)
def test_what_only_looks_like_a_time_is_left_alone(sentence: str) -> None:
    assert [] == values(sentence)
