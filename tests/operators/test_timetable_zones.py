import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.timetable.importing.problems import ProblemsFound
from operators.timetable.importing.zones import choose_numbers

ZONE_IDS = st.sets(
    st.one_of(st.integers(-5, 70000).map(str), st.text(min_size=1, max_size=5)), max_size=30
)


def test_zone_called_by_a_number_gets_that_number():
    assert choose_numbers(["7", "65535", "1"], []) == {"1": 1, "65535": 65535, "7": 7}


@pytest.mark.parametrize("zone_id", ["A", "0", "07", "65536", "-1", "1.0", "٣", "²"])
def test_zone_called_otherwise_is_numbered_from_60000_down(zone_id):
    assert choose_numbers([zone_id], []) == {zone_id: 60000}


def test_zones_are_numbered_in_alphabetical_order_past_what_is_taken():
    chosen = choose_numbers(["B", "A", "7", "60000", "59998"], taken=[7, 60000])

    assert chosen == {"59998": 59998, "60000": 59999, "7": 59997, "A": 59996, "B": 59995}


def test_last_zones_are_numbered_above_60000():
    taken = set(range(1, 60001))

    assert choose_numbers(["A", "B"], taken) == {"A": 65535, "B": 65534}


def test_more_zones_than_numbers_are_refused():
    with pytest.raises(ProblemsFound):
        choose_numbers(["A", "B"], set(range(1, 65535)))


@given(zone_ids=ZONE_IDS, taken=st.sets(st.integers(1, 65535), max_size=30))
def test_every_zone_gets_a_free_number_of_two_octets(zone_ids, taken):
    chosen = choose_numbers(zone_ids, taken)

    assert chosen.keys() == zone_ids
    assert len(set(chosen.values()) | taken) == len(zone_ids) + len(taken)
    assert all(1 <= number <= 65535 for number in chosen.values())
