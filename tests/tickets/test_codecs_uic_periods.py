"""The validity of a ticket, written as days and minutes and read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.rail import OSLO, SIGNER, TICKET, judge
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.uic import decode_fcb, encode_fcb, issue_static
from tickets.codecs.uic.rail_tickets import read_fcb, write_fcb

ZONES = [
    OSLO,
    UTC,
    ZoneInfo("America/St_Johns"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("Pacific/Kiritimati"),
]
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - what hypothesis asks for
    datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def document_of(ticket, zone=OSLO):
    (document,) = read_fcb(encode_fcb(ticket, zone=zone))["transportDocument"]
    return document["ticket"][1]


def period_of(**times):
    return {
        name: value
        for name, value in document_of(replace(TICKET, **times)).items()
        if name.startswith("valid") and name != "validRegion"
    }


def again(ticket, zone=OSLO):
    return decode_fcb(encode_fcb(ticket, zone=zone), zone=zone)


def local(*parts):
    return datetime(*parts, tzinfo=OSLO)


def test_last_minute_is_included():
    assert period_of(valid_from=local(2026, 9, 1, 9, 30), valid_until=local(2026, 9, 1, 11)) == {
        "validFromDay": 0,
        "validFromTime": 570,
        "validUntilDay": 0,
        "validUntilTime": 659,
    }


def test_whole_days_need_no_minutes():
    assert period_of(valid_from=local(2026, 9, 1), valid_until=local(2026, 10, 1)) == {
        "validFromDay": 0,
        "validUntilDay": 29,
    }


def test_first_day_counts_from_the_day_of_issue_in_utc():
    issued = {"issued_at": datetime(2026, 8, 31, 22, 30, tzinfo=UTC)}
    day = {"valid_from": local(2026, 9, 1), "valid_until": local(2026, 9, 2)}

    assert period_of(**issued, **day)["validFromDay"] == 1


def test_seconds_are_rounded_in_favour_of_the_traveller():
    ticket = replace(
        TICKET,
        valid_from=TICKET.valid_from + timedelta(seconds=59),
        valid_until=TICKET.valid_until - timedelta(seconds=59),
    )

    assert again(ticket) == TICKET


@pytest.mark.parametrize(
    ("start", "end", "read_start", "read_end"),
    [
        # The clock shows 02:00 to 03:00 twice on 25 October; UTC 00:30 is the first of two 02:30.
        ("00:00", "02:30", "00:00", "02:30"),
        ("00:30", "02:30", "00:30", "02:30"),
        ("01:30", "02:30", "00:30", "02:30"),
        ("00:00", "00:30", "00:00", "01:30"),
        ("00:00", "01:30", "00:00", "01:30"),
    ],
)
def test_hour_that_the_clock_shows_twice_is_read_in_favour_of_the_traveller(
    start, end, read_start, read_end
):
    def at(time):
        return datetime.fromisoformat(f"2026-10-25T{time}+00:00")

    ticket = again(replace(TICKET, valid_from=at(start), valid_until=at(end)))

    assert (ticket.valid_from, ticket.valid_until) == (at(read_start), at(read_end))


def test_offsets_from_utc_of_others_are_obeyed():
    content = read_fcb(encode_fcb(TICKET, zone=OSLO))
    ((_, document),) = (entry["ticket"] for entry in content["transportDocument"])
    # UTC is local time plus the offset in quarters of an hour.
    document |= {"validFromUTCOffset": -4, "validUntilUTCOffset": 0}

    ticket = decode_fcb(write_fcb(content), zone=ZoneInfo("Asia/Tokyo"))

    assert ticket.valid_from == TICKET.valid_from + HOUR
    assert ticket.valid_until == TICKET.valid_until + 2 * HOUR

    # Without one, the end has that of the start.
    del document["validUntilUTCOffset"]
    ticket = decode_fcb(write_fcb(content), zone=ZoneInfo("Asia/Tokyo"))
    assert ticket.valid_until == TICKET.valid_until + HOUR


@given(
    zone=st.sampled_from(ZONES),
    start=moments,
    length=st.timedeltas(MINUTE / 60, timedelta(days=400)),
    before=st.timedeltas(timedelta(0), timedelta(days=300)),
)
def test_period_that_is_read_holds_the_one_that_was_written(zone, start, length, before):
    ticket = replace(TICKET, issued_at=start - before, valid_from=start, valid_until=start + length)

    read = again(ticket, zone)

    assert start - 2 * HOUR < read.valid_from <= start
    assert ticket.valid_until <= read.valid_until < ticket.valid_until + 2 * HOUR
    assert timedelta(0) <= ticket.issued_at - read.issued_at < MINUTE


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"valid_until": TICKET.valid_from}, "for a moment"),
        ({"valid_until": TICKET.valid_from + timedelta(days=502)}, "not between"),
        ({"valid_from": TICKET.issued_at - timedelta(days=400)}, "not between"),
        ({"issued_at": datetime(2015, 1, 1, tzinfo=UTC)}, "not between"),
        ({"passengers": 0}, "one passenger"),
        ({"provider": 0}, "not between"),
        ({"currency": "EURO"}, "not between"),
        ({"document": "pass", "stops": ("A", "B")}, "from stop to stop"),
        ({"stops": ("Å", "B")}, "ascii"),
        ({"price": 2**63}, "64 bits"),
    ],
)
def test_ticket_that_the_format_cannot_say_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        encode_fcb(replace(TICKET, **changes), zone=OSLO)


def with_issuing(**changes):
    content = read_fcb(encode_fcb(TICKET, zone=OSLO))
    return write_fcb(content | {"issuingDetail": content["issuingDetail"] | changes})


def test_day_366_is_there_in_leap_years_alone():
    leap = decode_fcb(with_issuing(issuingYear=2028, issuingDay=366), zone=OSLO)
    assert leap.issued_at == datetime(2028, 12, 31, 7, 30, tzinfo=UTC)

    with pytest.raises(BarcodeRefused) as refused:
        decode_fcb(with_issuing(issuingYear=2027, issuingDay=366), zone=OSLO)
    assert refused.value.reason == Reason.MALFORMED


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"productIdIA5": "70000"}, 70000),
        ({"productIdIA5": "7a"}, None),
        ({"productIdIA5": "9" * 5000}, None),
        ({"productIdIA5": "8", "productIdNum": 7}, 7),
    ],
)
def test_product_of_others_is_a_number_or_none(changes, read):
    content = read_fcb(encode_fcb(replace(TICKET, product=None), zone=OSLO))
    ((_, document),) = (entry["ticket"] for entry in content["transportDocument"])
    document |= changes

    assert decode_fcb(write_fcb(content), zone=OSLO).product == read


def test_ticket_without_details_is_read():
    content = read_fcb(encode_fcb(replace(TICKET, product=None), zone=OSLO))
    issuing = {key: value for key, value in content["issuingDetail"].items() if value is not False}
    del issuing["securityProviderNum"]
    bare = {
        "issuingDetail": issuing
        | {"specimen": False, "securePaperTicket": False, "activated": True},
        "transportDocument": [{"ticket": ("openTicket", {"returnIncluded": False})}],
    }

    ticket = decode_fcb(write_fcb(bare), zone=OSLO)

    assert (ticket.reference, ticket.provider, ticket.product) == ("", None, None)
    assert (ticket.zones, ticket.stops, ticket.label) == ((), None, None)
    assert (ticket.passengers, ticket.online_check, ticket.age_check) == (1, False, False)
    assert ticket.valid_from == local(2026, 9, 1)
    assert ticket.valid_until == local(2026, 9, 2)


@pytest.mark.parametrize(("count", "reason"), [(20, Reason.OK), (21, Reason.MALFORMED)])
def test_stations_inside_stations_are_read_up_to_a_depth(count, reason):
    content = read_fcb(encode_fcb(TICKET, zone=OSLO))
    ((_, document),) = (entry["ticket"] for entry in content["transportDocument"])
    station = {"border": False}
    for _ in range(count):
        station = {"border": False, "route": [station]}
    document["validRegion"] = [("viaStations", station)]

    assert judge(issue_static(write_fcb(content), SIGNER)) == reason
