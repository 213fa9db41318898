"""What a reader may ask of the claims of a story, and what is left of the matrix."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.show.layout.chapters import find_chapters
from rashomon.show.layout.claim_filters import ClaimsWanted, sift_claims
from rashomon.show.layout.claims import Matrix, find_near, lay_out_claims
from rashomon.show.layout.gather import gather
from tests.show.copied_story import copied_story

ALL = ["people on board", "the light failed"]


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    pile = gather(copied_story()[1])
    return lay_out_claims(pile, find_chapters(pile), most_alone=None, near=False)[0]


@pytest.mark.parametrize(
    ("wanted", "rows", "alone"),
    [
        ({}, ALL, 1),
        ({"relation": "conflict"}, ["people on board"], 0),
        ({"kind": "event"}, ["the light failed"], 0),
        ({"stance": "denies"}, ["the light failed"], 0),
        ({"stance": "attributes"}, ALL, 1),
        ({"outlet": "Tamm Echo"}, ["people on board"], 0),
        # the denial is that of the Harbour Post
        ({"outlet": "Strand Wire", "stance": "denies"}, [], 0),
        ({"words": "PEOPLE board"}, ["people on board"], 0),
        # in the words of an account: “52 people”
        ({"words": "52"}, ["people on board"], 0),
        ({"words": "hurt"}, [], 1),
        # of one text: the claim has the one word, its account the other
        ({"words": "board 52"}, [], 0),
    ],
)
def test_only_claims_that_answer_to_all_that_is_asked_stay(
    matrix: Matrix, wanted: dict[str, str], rows: list[str], alone: int
) -> None:
    sifted = sift_claims(matrix, ClaimsWanted(**wanted))

    assert [row.words for row in sifted.rows] == rows
    assert sum(number for *_, number in sifted.alone) == alone


def test_columns_stay_where_rows_go(matrix: Matrix) -> None:
    sifted = sift_claims(matrix, ClaimsWanted(relation="dispute"))

    assert sifted.columns == matrix.columns


def test_what_comes_near_in_a_column_is_the_same_as_in_a_matrix_with_all_of_it(matrix: Matrix) -> None:
    pile = gather(copied_story()[1])
    (whole,) = lay_out_claims(pile, find_chapters(pile))
    silent: list[tuple[Any, int]] = [
        (row, i) for row in whole.rows for i, cell in enumerate(row.cells) if not cell.told
    ]

    assert silent
    for row, i in silent:
        near, expected = find_near(row, whole.columns[i], whole.chapter), row.cells[i].near
        assert (near and near.sentence) == (expected and expected.sentence)
        assert matrix.rows[whole.rows.index(row)].cells[i].near is None
