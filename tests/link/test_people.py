"""Names are compared only with those that they can be one with: no pair that is one may be passed over."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.data import table
from rashomon.link.identity.people import _filed_under, _sought_under
from rashomon.link.identity.person import compare_people, parse_person

# forms of a few names, so that many pairs are one, and initials
FORMS = [name for row in table("identity/given.tsv")[::9] for name in row[2].split()]
GIVEN = st.sampled_from([*FORMS, "Vladimir", "Volodymyr", "J.", "A.", "V."])
SURNAMES = st.sampled_from(["Jadrov", "Zhadrov", "Yadrov", "Smith Jr"])
NAMES = st.builds(
    lambda given, surname: f"{' '.join(given)} {surname}", st.lists(GIVEN, min_size=1, max_size=3), SURNAMES
)


@given(st.lists(NAMES, min_size=2, max_size=8))
def test_names_of_one_person_share_a_key(names: list[str]) -> None:
    full = {name for name in map(parse_person, names) if not name.bare}
    for name, head in permutations(full, 2):
        if compare_people(name, head).same:
            assert set(_sought_under(name)) & set(_filed_under(head)), (name, head)
