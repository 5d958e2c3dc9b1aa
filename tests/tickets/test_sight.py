"""The word and the colour of the minute."""

from __future__ import annotations

from itertools import pairwise

from tests.factories.moments import NOW, later
from tickets.sight import WORDS, sign_of, signs_ahead


def test_sign_is_the_same_through_its_minute():
    signs = {sign_of(7, later(seconds=seconds)) for seconds in (0, 30, 59.9)}

    assert len(signs) == 1
    assert signs.pop() == sign_of(7, NOW)


def test_colour_is_another_one_in_each_minute():
    colours = [sign_of(7, later(minutes=minutes)).colour for minutes in range(120)]

    assert not any(one == other for one, other in pairwise(colours))


def test_words_differ_between_tenants_and_minutes():
    of_one = [sign_of(7, later(minutes=minutes)).word for minutes in range(600)]
    of_other = [sign_of(8, later(minutes=minutes)).word for minutes in range(600)]

    assert set(of_one) == set(WORDS)
    assert of_one != of_other


def test_sign_follows_from_the_secret_of_the_service(settings):
    before = [sign_of(7, later(minutes=minutes)).word for minutes in range(20)]
    settings.SECRET_KEY = "another one"

    assert [sign_of(7, later(minutes=minutes)).word for minutes in range(20)] != before


def test_signs_ahead_begin_now_and_follow_each_other():
    signs = list(signs_ahead(7, at=later(seconds=20), until=later(minutes=3)))

    assert [sign.starts_at for sign in signs] == [later(minutes=m) for m in (0, 1, 2)]
    assert [sign.ends_at for sign in signs] == [later(minutes=m) for m in (1, 2, 3)]
