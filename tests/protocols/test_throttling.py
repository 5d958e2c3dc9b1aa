"""Requests are counted for each token and minute, over all processes."""

from __future__ import annotations

import pytest
from rest_framework.exceptions import Throttled

from operators.tenancy.models import ApiToken
from protocols.models import RequestCount
from protocols.tasks import forget_counts
from protocols.throttling import count_request
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.operators import ApiTokenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def token() -> ApiToken:
    token = ApiTokenFactory()
    token.requests_per_minute = 2
    token.save()
    return token


def test_token_may_send_4000_requests_a_minute_unless_it_says_otherwise():
    assert ApiTokenFactory().requests_per_minute == 4000


def test_requests_up_to_the_limit_pass(token):
    for second in (0, 59):
        count_request(token, at=from_now(seconds=second))

    assert [(row.token, row.minute, row.requests) for row in RequestCount.objects.all()] == [
        (token, NOW, 2)
    ]


def test_request_beyond_the_limit_waits_for_the_next_minute(token):
    for _ in range(2):
        count_request(token, at=NOW)

    with pytest.raises(Throttled) as refusal:
        count_request(token, at=from_now(seconds=45, milliseconds=900))

    assert refusal.value.wait == 15
    count_request(token, at=from_now(minutes=1))


def test_last_use_is_noted_once_a_minute(token):
    for second in (5, 30):
        count_request(token, at=from_now(seconds=second))

    token.refresh_from_db()
    assert token.last_used_at == from_now(seconds=5)


def test_counting_takes_one_statement_and_one_more_in_a_new_minute(
    token, django_assert_num_queries
):
    with django_assert_num_queries(2):
        count_request(token, at=NOW)
    with django_assert_num_queries(1):
        count_request(token, at=from_now(seconds=1))


def test_counts_of_an_hour_ago_are_forgotten(token, clock):
    count_request(token, at=NOW)
    count_request(token, at=from_now(minutes=1))
    clock.move_to(from_now(hours=1, minutes=1))

    assert forget_counts() == 1
    assert [row.minute for row in RequestCount.objects.all()] == [from_now(minutes=1)]


def test_count_reads_as_token_and_minute(token):
    count_request(token, at=NOW)

    assert str(RequestCount.objects.get()) == f"{token} 10:00: 1"
