"""One effect and one answer for each idempotency key, however often and however many at once."""

from __future__ import annotations

from collections import Counter
from functools import partial
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from protocols.idempotency import (
    Attempt,
    KeyInUse,
    KeyReused,
    KeyUnfit,
    answer_once,
    answer_or_undo,
    read_attempt,
)
from protocols.models import CallerKind, ClientCount, IdempotentRequest, Limited
from protocols.tasks import forget_answers
from tests.factories.moments import NOW, later
from tests.racing import race

PATH = "/orders"


def attempt(body: str = "{}", *, key: str = "k-1", caller: int = 1, path: str = PATH) -> Attempt:
    request = RequestFactory().generic(
        "POST", path, body.encode(), "application/json", headers={"Idempotency-Key": key}
    )
    found = read_attempt(request, caller_kind=CallerKind.CLIENT, caller_id=caller, facts=("app",))
    assert found is not None
    return found


def write_row() -> ClientCount:
    """Some effect on the database."""
    return ClientCount.objects.create(
        kind=Limited.ANONYMOUS, client=uuid4().hex, since=NOW, requests=1
    )


def act(seconds: float = 0) -> HttpResponse:
    row = write_row()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])
    return HttpResponse(row.client, status=201, headers={"Location": f"/{row.client}"})


def refuse(status: int) -> HttpResponse:
    write_row()
    return HttpResponse("no", status=status)


def fail() -> HttpResponse:
    write_row()
    raise SystemExit("killed")


def lose_connection() -> HttpResponse:
    write_row()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    raise AssertionError("the connection outlived its end")


def locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        [(count,)] = cursor.fetchall()
    return int(count)


# Many at once


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_have_one_effect():
    send = partial(answer_once, attempt(), partial(act, 0.3), at=NOW)

    outcomes = race(*[send] * 50)

    row = ClientCount.objects.get()
    answers = [one for one in outcomes if isinstance(one, HttpResponse)]
    assert {type(one) for one in outcomes} <= {HttpResponse, KeyInUse}
    assert {one.content.decode() for one in answers} == {row.client}
    fresh = [one for one in answers if "Idempotency-Replayed" not in one.headers]
    assert (len(fresh), IdempotentRequest.objects.count(), locks()) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_second_one_is_refused_while_the_first_runs_and_answered_after_it():
    send = partial(answer_once, attempt(), partial(act, 0.5), at=NOW)

    outcomes = race(send, send)

    assert Counter(type(one) for one in outcomes) == {HttpResponse: 1, KeyInUse: 1}
    assert answer_once(attempt(), fail, at=NOW).headers["Idempotency-Replayed"] == "true"


@pytest.mark.django_db(transaction=True)
def test_different_keys_do_not_wait_for_each_other():
    calls = [
        partial(answer_once, attempt(key=f"k-{n}"), partial(act, 0.2), at=NOW) for n in range(4)
    ]

    assert [one.status_code for one in race(*calls)] == [201] * 4
    assert ClientCount.objects.count() == 4


# Killed in the middle


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moves_money", [False, True])
def test_request_that_is_killed_leaves_no_lock_and_no_answer(moves_money):
    with pytest.raises(SystemExit):
        answer_once(attempt(), fail, at=NOW, moves_money=moves_money)

    assert (locks(), IdempotentRequest.objects.count()) == (0, 0)
    assert ClientCount.objects.count() == (1 if moves_money else 0)
    assert answer_once(attempt(), act, at=NOW).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_request_whose_connection_is_lost_can_be_sent_again():
    [outcome] = race(partial(answer_once, attempt(), lose_connection, at=NOW))

    assert isinstance(outcome, OperationalError)
    assert (locks(), ClientCount.objects.count()) == (0, 0)
    assert answer_once(attempt(), act, at=NOW).status_code == 201


# Repetitions


@pytest.mark.django_db
def test_repetition_gets_the_first_answer():
    first = answer_once(attempt(), act, at=NOW)

    again = answer_once(attempt(), act, at=later(hours=23))

    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert (first.headers.get("Idempotency-Replayed"), ClientCount.objects.count()) == (None, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{"body": "[]"}, {"path": f"{PATH}?a=1"}])
def test_key_of_another_request_is_refused(more):
    answer_once(attempt(), act, at=NOW)

    with pytest.raises(KeyReused):
        answer_once(attempt(**more), act, at=NOW)
    assert ClientCount.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{"caller": 2}, {"path": "/payments"}, {"key": "k-2"}])
def test_key_belongs_to_caller_and_path(more):
    answer_once(attempt(), act, at=NOW)

    answer_once(attempt(**more), act, at=NOW)

    assert ClientCount.objects.count() == 2


@pytest.mark.django_db
def test_key_is_free_after_a_day_even_before_it_was_cleared_away():
    answer_once(attempt(), act, at=NOW)

    again = answer_once(attempt("[]"), act, at=later(days=1))

    assert "Idempotency-Replayed" not in again.headers
    assert (ClientCount.objects.count(), IdempotentRequest.objects.count()) == (2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 404, 415, 422])
def test_refusal_is_kept_and_has_no_effect(status):
    answer_once(attempt(), partial(refuse, status), at=NOW)

    assert answer_once(attempt(), act, at=NOW).status_code == status
    assert ClientCount.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("status", [401, 403, 406, 408, 409, 412, 428, 429, 500, 502, 504])
def test_answer_that_may_be_another_one_later_is_not_kept(status):
    answer_once(attempt(), partial(refuse, status), at=NOW)

    assert answer_once(attempt(), act, at=NOW).status_code == 201


@pytest.mark.django_db
def test_money_that_moved_is_not_undone_by_a_refusal():
    answer_once(attempt(), partial(refuse, 404), at=NOW, moves_money=True)

    assert (ClientCount.objects.count(), IdempotentRequest.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_refusal_without_a_key_is_undone_as_well():
    answer_or_undo(partial(refuse, 404))

    assert ClientCount.objects.count() == 0


# Keys


@pytest.mark.parametrize("key", ["", "x" * 256, "ü"])
def test_unfit_key_is_refused(key):
    with pytest.raises(KeyUnfit):
        attempt(key=key)


def test_request_without_a_key_is_no_attempt():
    request = RequestFactory().post(PATH)

    assert read_attempt(request, caller_kind=CallerKind.TOKEN, caller_id=1) is None


def test_longest_key_is_taken():
    assert attempt(key="x" * 255).key == "x" * 255


@pytest.mark.django_db
def test_answers_are_forgotten_after_a_day(clock):
    answer_once(attempt(), act, at=later(days=-1))
    answer_once(attempt(key="k-2"), act, at=NOW)

    assert forget_answers() == 1
    assert IdempotentRequest.objects.get().key == "k-2"
