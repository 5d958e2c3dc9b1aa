"""Steps of a person and a partner: taken once, in time, by whom they are for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from protocols.flows import (
    FlowEnded,
    FlowUnknown,
    FlowUsed,
    begin_flow,
    find_flow,
    forget_flows,
    use_flow,
)
from protocols.models import FlowState
from protocols.tasks import forget_flows as forget_flows_task
from tests.factories.moments import NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db

FACTS = {"nonce": "n-1", "address": "https://caller.example/back?a=b&c=ø", "tries": 2}
LASTS = timedelta(minutes=10)
NAMED = {"face": "some-face", "step": "sign-in"}


@standing
def channel():
    return SalesChannelFactory()


def begun(channel, at=NOW, **others):
    return begin_flow(channel, **{**NAMED, **others}, facts=FACTS, lasts=LASTS, at=at)


def find(reference, at=NOW, **others):
    return find_flow(reference, **{**NAMED, **others}, at=at)


def use(reference, at=NOW, **others):
    return use_flow(reference, **{**NAMED, **others}, at=at)


def test_step_is_found_with_what_was_told(channel, django_assert_num_queries):
    flow, reference = begun(channel)

    with django_assert_num_queries(1):
        found = find(reference)
        assert (found, found.channel, found.tenant) == (flow, channel, channel.tenant)
    assert (found.facts, found.ends_at) == (FACTS, later(minutes=10))
    assert find(reference, channel=channel) == flow


def test_nothing_of_a_step_can_be_read_in_the_database(channel):
    _, reference = begun(channel)

    kept = repr(FlowState.objects.values().get())
    assert len(reference) == 43
    assert [word for word in (reference, "n-1", "caller.example") if word in kept] == []


def test_step_is_taken_once(channel):
    _, reference = begun(channel)

    assert use(reference, at=later(minutes=1)).used_at == later(minutes=1)
    for again in (use, find):
        with pytest.raises(FlowUsed):
            again(reference, at=later(minutes=2))


def test_step_that_was_taken_has_forgotten_what_it_tells(channel):
    _, reference = begun(channel)

    assert use(reference).facts == FACTS

    assert FlowState.objects.get().sealed_facts == ""


def test_step_is_over_after_its_time(channel):
    _, reference = begun(channel)

    assert find(reference, at=later(minutes=9, seconds=59))
    for late in (use, find):
        with pytest.raises(FlowEnded):
            late(reference, at=later(minutes=10))


def test_step_that_was_forgotten_while_a_request_was_under_way_is_over(channel):
    _, reference = begun(channel)

    forget_flows(at=later(minutes=10))

    for act in (use, find):
        with pytest.raises(FlowEnded):
            act(reference, at=later(minutes=9, seconds=59))


@pytest.mark.parametrize(
    "others", [{"step": "hand-over"}, {"face": "another-face"}, {"channel": None}]
)
def test_reference_opens_no_other_step_face_or_channel(channel, others):
    _, reference = begun(channel)
    if "channel" in others:
        others = {"channel": SalesChannelFactory(tenant=channel.tenant)}

    for act in (use, find):
        with pytest.raises(FlowUnknown):
            act(reference, **others)
    assert find(reference)


def test_channel_of_another_tenant_finds_nothing(channel):
    _, reference = begun(channel)

    with pytest.raises(FlowUnknown):
        use(reference, channel=SalesChannelFactory())


@pytest.mark.parametrize("reference", ["", "x", "\0", "\ud800", "ø" * 5000])
def test_what_was_never_given_out_is_unknown(channel, reference):
    begun(channel)

    with pytest.raises(FlowUnknown):
        find(reference)


def test_step_whose_act_failed_can_be_taken_again(channel):
    _, reference = begun(channel)

    with transaction.atomic():
        use(reference)
        transaction.set_rollback(True)
    assert use(reference).used_at == NOW


@pytest.mark.django_db(transaction=True)
def test_two_that_take_a_step_at_once_take_it_once():
    _, reference = begun(SalesChannelFactory())

    outcomes = race(*[lambda: use(reference)] * 3)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "FlowState",
        "FlowUsed",
        "FlowUsed",
    ]


def test_step_that_is_over_is_told_so_and_has_forgotten_what_it_tells(channel):
    _, reference = begun(channel)
    begun(channel, at=later(seconds=1))

    assert forget_flows(at=later(minutes=10)) == 0

    over, open_one = FlowState.objects.order_by("pk")
    assert (over.sealed_facts, open_one.facts) == ("", FACTS)
    for take in (use, find):
        with pytest.raises(FlowEnded):
            take(reference, at=later(minutes=10))


def test_ended_steps_are_forgotten_a_day_later(channel):
    _, old = begun(channel)
    _, young = begun(channel, at=later(minutes=1))

    assert forget_flows(at=later(days=1, minutes=9, seconds=59)) == 0
    assert forget_flows(at=later(days=1, minutes=10)) == 1
    with pytest.raises(FlowUnknown):
        find(old)
    with pytest.raises(FlowEnded):
        find(young, at=later(days=1, minutes=10))


def test_task_forgets_what_is_over(channel):
    begun(channel, at=later(days=-400))

    assert forget_flows_task() == 1
