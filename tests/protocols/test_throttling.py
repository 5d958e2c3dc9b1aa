"""Requests are counted for each token and minute, over all processes."""

from __future__ import annotations

import pytest
from rest_framework.exceptions import Throttled

from operators.tenancy.actions import revoke_token
from operators.tenancy.errors import TokenRevoked, TokenUnknown
from operators.tenancy.models import ApiToken, TokenRole
from protocols.authentication import Caller, RoleMissing, admit_caller
from protocols.models import RequestCount
from protocols.tasks import forget_counts
from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.factories.operators import ApiTokenFactory
from tests.factories.sales import SalesChannelFactory
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """A token that may send two requests a minute, and its secret."""
    opened, secret = open_channel(SalesChannelFactory())
    opened.token.requests_per_minute = 2
    opened.token.save()
    return opened, secret


@pytest.fixture
def token(opened) -> ApiToken:
    return opened[0].token


@pytest.fixture
def call(opened):
    def call(*, at=NOW, role=TokenRole.TOMP):
        return admit_caller(opened[1], role=role, at=at)

    return call


def test_token_may_send_4000_requests_a_minute_unless_it_says_otherwise():
    assert ApiTokenFactory().requests_per_minute == 4000


def test_caller_is_the_token_and_the_channel_that_it_opens(opened, call):
    assert call() == Caller(opened[0].token_id, "partner", opened[0].channel_id)


def test_requests_up_to_the_limit_pass(token, call):
    for second in (0, 59):
        call(at=from_now(seconds=second))

    assert [(row.token, row.minute, row.requests) for row in RequestCount.objects.all()] == [
        (token, NOW, 2)
    ]


def test_request_beyond_the_limit_waits_for_the_next_minute(call):
    for _ in range(2):
        call()

    with pytest.raises(Throttled) as refusal:
        call(at=from_now(seconds=45, milliseconds=900))

    assert refusal.value.wait == 15
    call(at=from_now(minutes=1))


def test_token_that_is_refused_is_not_counted(token, call):
    with pytest.raises(RoleMissing):
        call(role=TokenRole.TRIPGO)
    revoke_token(token, by=BY, at=NOW)
    with pytest.raises(TokenRevoked):
        call()
    with pytest.raises(TokenUnknown):
        admit_caller("nothing", role=TokenRole.TOMP, at=NOW)

    assert RequestCount.objects.count() == 0


def test_last_use_is_noted_once_a_minute(token, call):
    for second in (5, 30):
        call(at=from_now(seconds=second))

    token.refresh_from_db()
    assert token.last_used_at == from_now(seconds=5)


def test_caller_takes_one_statement_and_one_more_in_a_new_minute(call, django_assert_num_queries):
    with django_assert_num_queries(2):
        call()
    with django_assert_num_queries(1):
        call(at=from_now(seconds=1))


def test_counts_of_an_hour_ago_are_forgotten(call, clock):
    call()
    call(at=from_now(minutes=1))
    clock.move_to(from_now(hours=1, minutes=1))

    assert forget_counts() == 1
    assert [row.minute for row in RequestCount.objects.all()] == [from_now(minutes=1)]


def test_count_reads_as_token_and_minute(token, call):
    call()

    assert str(RequestCount.objects.get()) == f"{token} 10:00: 1"
