import pytest

from sales.errors import NoFare
from sales.fares.tariffs import Crowd
from sales.models import PassengerCategory
from sales.offers.terms import OfferedTraveller, TravellerWish
from sales.offers.travellers import categorise, find_category


def category(code, *ages, default=False, **facts):
    low, high = ages or (None, None)
    return PassengerCategory(code=code, min_age=low, max_age=high, is_default=default, **facts)


CATEGORIES = [
    category("adult", default=True),
    category("child", 4, 11),
    category("toddler", 0, 3),
    category("senior", 65, None),
    category("youth", 4, 18),
]


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (0, "toddler"),
        (3, "toddler"),
        (4, "child"),
        (11, "child"),
        (12, "youth"),
        (18, "youth"),
        (19, "adult"),
        (64, "adult"),
        (65, "senior"),
        (120, "senior"),
        (None, "adult"),
    ],
)
def test_category_is_the_narrowest_that_the_age_fits(age, code):
    assert find_category(TravellerWish(age=age), CATEGORIES).code == code


def test_category_of_equal_span_is_the_first_by_code():
    found = find_category(TravellerWish(age=8), [category("a", 4, 12), category("b", 5, 13)])

    assert found.code == "a"


def test_category_that_is_named_wins_over_the_age():
    assert find_category(TravellerWish(age=30, category="child"), CATEGORIES).code == "child"


def test_category_that_is_named_must_be_known():
    with pytest.raises(NoFare, match="no passenger category student"):
        find_category(TravellerWish(category="student"), CATEGORIES)


def test_category_is_missing_without_a_default_one():
    with pytest.raises(NoFare, match="mark one in the admin"):
        find_category(TravellerWish(age=30), [category("child", 4, 11)])


def test_travellers_are_counted_by_category_in_their_order():
    known = [
        category("adult", default=True, pk=1, name="Adult"),
        category("infant", 0, 3, pk=2, name="Infant", travels_free=True),
    ]
    wishes = [TravellerWish("p1", 2), TravellerWish("p2"), TravellerWish("p3", 1)]

    travellers, crowds = categorise(wishes, known)

    assert travellers == [
        OfferedTraveller("p1", 2, 2, "Infant"),
        OfferedTraveller("p2", None, 1, "Adult"),
        OfferedTraveller("p3", 1, 2, "Infant"),
    ]
    assert crowds == [Crowd(2, "Infant", 2, travels_free=True), Crowd(1, "Adult", 1)]
