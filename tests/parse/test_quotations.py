from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Span, Zone
from rashomon.parse.mask import mask_text
from rashomon.parse.paragraphs import find_paragraphs
from rashomon.parse.quotations import find_quotations


def quotations_of(text: str) -> list[tuple[str, bool]]:
    zone = Zone(id="z", document="d", by="clean/1", span=Span(0, len(text)), kind="body")
    masked = mask_text(text)
    found = find_quotations(text, masked, find_paragraphs(masked, [zone]))
    return [(q.inner.of(text), q.continues) for q in found]


def test_every_house_style_of_double_marks_is_a_quotation() -> None:
    text = "\"One,\" he said. “Two,” he said. «Three», he said. ''Four,'' he said. „Five“, he said."

    assert [
        ("One,", False),
        ("Two,", False),
        ("Three", False),
        ("Four,", False),
        ("Five", False),
    ] == quotations_of(text)


def test_single_marks_count_where_double_ones_are_inside_them_alone() -> None:
    text = "'When the mate says \"full speed\", you hold on,' said Roe. 'We did not laugh.'"

    assert [('When the mate says "full speed", you hold on,', False), ("We did not laugh.", False)] == quotations_of(
        text
    )


def test_single_marks_do_not_count_beside_a_double_one_that_is_not_inside_them() -> None:
    assert [("Out,", False)] == quotations_of("\"Out,\" he said, and 'the quay of sorrows' was shut.")


def test_a_long_quotation_reopens_at_each_paragraph_without_closing() -> None:
    text = 'She said: "The quay is closed.\n\n"It stays closed.\n\n"We are sorry," she added.'

    assert [
        ("The quay is closed.", False),
        ("It stays closed.", True),
        ("We are sorry,", True),
    ] == quotations_of(text)


def test_a_quotation_after_a_closed_one_does_not_continue_it() -> None:
    assert [("One.", False), ("Two.", False)] == quotations_of('"One."\n\n"Two."')


def test_a_quotation_runs_over_lines_to_the_mark_that_closes_it() -> None:
    text = "“We stayed.\nWe saw the lamp go out.\nNobody came,” said Orla Venn. “Nobody,” she said."

    assert [
        ("We stayed.", False),
        ("We saw the lamp go out.", True),
        ("Nobody came,", True),
        ("Nobody,", False),
    ] == quotations_of(text)


def test_a_mark_that_is_never_closed_takes_no_later_lines() -> None:
    text = '"We stayed.\n\nThe lamp went out.\n\n"Nobody came," said Orla Venn.'

    assert [("We stayed.", False), ("Nobody came,", False)] == quotations_of(text)


def test_a_stray_mark_opens_nothing() -> None:
    assert [("calm", False)] == quotations_of('A plank of 6" width.\n\nThe sea was "calm" today.')


def test_single_marks_count_only_where_there_are_no_double_ones() -> None:
    assert [("We will not move the buoys,", False)] == quotations_of("‘We will not move the buoys,’ said Orla Venn.")
    assert [("He said 'no'.", False)] == quotations_of("\"He said 'no'.\"")


def test_an_apostrophe_is_no_quotation() -> None:
    assert [] == quotations_of("The captains' wives and the '90s crew didn't leave 'til noon.")


@given(st.text(alphabet="\"'“”«» \nab.,", max_size=80))
def test_quotations_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    if not text.strip():
        return
    zone = Zone(id="z", document="d", by="clean/1", span=Span(0, len(text)), kind="body")
    masked = mask_text(text)
    found = find_quotations(text, masked, find_paragraphs(masked, [zone]))

    assert all(q.outer.holds(q.inner) and q.outer.end <= len(text) for q in found)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
