from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.codecs.numbers import read_ticket_number, ticket_number

TICKET_ID = UUID("018f3c2a-7b1e-7c44-9d3a-5e6f70819203")
NUMBER = "01HWY2MYRYFH29TEJYDXR834G3"


def test_number_has_26_characters_of_crockford_s_alphabet():
    assert ticket_number(TICKET_ID) == NUMBER
    assert ticket_number(UUID(int=0)) == "0" * 26
    assert ticket_number(UUID(int=2**128 - 1)) == "7" + "Z" * 25


@given(ticket_id=st.uuids())
def test_number_names_its_ticket_alone(ticket_id):
    assert read_ticket_number(ticket_number(ticket_id)) == ticket_id


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER.lower(),
        "01HWY-2MYRY-FH29T-EJYDX-R834G-3",
        " 01HWY 2MYRY FH29T EJYDX R834G 3 ",
        "OIhwy2myryfh29tejydxr834g3",
        "0Lhwy2myryfh29tejydxr834g3",
    ],
)
def test_number_is_read_as_people_type_it(typed):
    assert read_ticket_number(typed) == TICKET_ID


@pytest.mark.parametrize(
    "typed",
    ["", NUMBER[:-1], NUMBER + "0", NUMBER[:-1] + "U", NUMBER[:-1] + "*", "8" + "0" * 25, "٣" * 26],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="A ticket number"):
        read_ticket_number(typed)
