"""Offers of one trip that differ in their class are one choice."""

from itertools import count
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from protocols.maas_tsp.options.choices import choices_of
from sales.catalogue.states import FareClass

CLASSES = st.sampled_from(["", *FareClass])


def offer(fare_class="", trip="a", amount=1, key=None):
    rides = [{"trip_id": trip, "departs_at": "10:00"}] if trip else []
    product = SimpleNamespace(fare_class=fare_class)
    return SimpleNamespace(product=product, rides=rides, amount=amount, key=key)


def classes_of(choices):
    return [[one.product.fare_class for one in choice.offers] for choice in choices]


def test_classes_of_a_trip_come_highest_first():
    offers = [offer("SECOND"), offer("FIRST"), offer("SECOND", "b"), offer("BUSINESS")]

    assert classes_of(choices_of(offers)) == [["FIRST", "SECOND", "BUSINESS"], ["SECOND"]]


def test_second_product_of_a_class_is_another_choice():
    offers = [offer("FIRST"), offer("FIRST"), offer("SECOND"), offer("SECOND")]

    assert classes_of(choices_of(offers)) == [["FIRST", "SECOND"], ["FIRST", "SECOND"]]


def test_products_without_a_class_are_choices_of_their_own():
    offers = [offer(), offer("FIRST"), offer(), offer("SECOND")]

    assert classes_of(choices_of(offers)) == [[""], ["FIRST", "SECOND"], [""]]


def test_what_has_no_trip_is_a_choice_of_its_own():
    assert classes_of(choices_of([offer(trip=""), offer(trip="")])) == [[""], [""]]


def test_usual_class_is_taken_unless_another_one_is_chosen():
    [choice] = choices_of([offer("FIRST", amount=1), offer("STANDARD", amount=9)])
    [other] = choices_of([offer("FIRST", amount=9), offer("BUSINESS", amount=7)])

    assert choice.usual.product.fare_class == "STANDARD"
    assert other.usual.product.fare_class == "BUSINESS"


@given(st.lists(st.tuples(CLASSES, st.sampled_from(["", "a", "b"]))))
def test_each_offer_is_in_one_choice_with_others_of_its_trip_and_other_classes(drawn):
    keys = count()
    offers = [offer(kind, trip, key=next(keys)) for kind, trip in drawn]

    choices = choices_of(offers)

    found = sorted(one.key for choice in choices for one in choice.offers)
    assert found == list(range(len(offers)))
    for choice in choices:
        kinds = [one.product.fare_class for one in choice.offers]
        assert len(set(kinds)) == len(kinds)
        assert len({str(one.rides) for one in choice.offers}) == 1
        assert choice.usual in choice.offers
