"""The graph of copies: who stands where, which arcs lead from whom to whom, and what is left out."""

from __future__ import annotations

from rashomon.show.layout.copies import Common, Copies, Line, Tree, draw_copies
from rashomon.show.layout.gather import gather
from rashomon.show.layout.graph import MOST, draw_graph
from tests.show.copied_story import copied_story

CREDIT = "credit: “This text is by Strand Wire.”"


def test_an_arc_is_as_thick_as_the_part_of_the_copy_that_is_taken_over() -> None:
    graph = draw_graph(draw_copies(gather(copied_story()[1])))
    (arc,) = [a for a in graph.arcs if a.whole]

    assert (graph.nodes[arc.first].outlet, graph.nodes[arc.second].outlet) == ("Strand Wire", "Tamm Echo")
    assert arc.known
    assert round(arc.share, 3) == round(206 / 236, 3)
    assert arc.note == "Tamm Echo has the text from Strand Wire: 206 of 236 characters (87 %); " + CREDIT


def test_who_has_a_text_from_nobody_knows_whom_is_joined_without_a_direction() -> None:
    one, other, *_ = gather(copied_story()[1]).readings
    tree = Tree("t", [Line(one, "One", 0), Line(other, "Other", 0, common=Common(90, 100))])
    (arc,) = draw_graph(Copies([tree], [], 0, 2, 1)).arcs

    assert not arc.known
    assert arc.note == "One and Other have one text: 90 of 100 characters (90 %)"


def test_points_stand_one_below_the_other_and_arcs_end_at_them() -> None:
    graph = draw_graph(draw_copies(gather(copied_story()[1])))
    heights = [n.y for n in graph.nodes]

    assert heights == sorted(set(heights))
    assert graph.height > heights[-1]
    for arc in graph.arcs:
        assert arc.path.startswith(f"M{graph.axis - 8} {heights[arc.first]:g}C")
        assert arc.path.endswith(f"{graph.axis - 8} {heights[arc.second]:g}")


def test_of_too_many_texts_the_first_are_drawn_and_the_others_are_counted() -> None:
    trees = [Tree(f"t{n}", [Line(None, "Wire", 0), Line(None, "Wire", 1)]) for n in range(MOST)]
    graph = draw_graph(Copies(trees, [], 0, 0, 0))

    assert (len(graph.nodes), graph.left_out) == (MOST, MOST)
    assert len(graph.arcs) == MOST // 2
