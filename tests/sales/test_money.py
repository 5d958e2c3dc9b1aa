from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.money import Money, round_amount, round_in, total, vat_in

amounts = st.decimals(min_value=0, max_value=Decimal("9999999.99"), places=2)
rates = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("2.345", "2.35"), ("7", "7.00")],
)
def test_rounding_goes_half_away_from_zero(amount, rounded):
    assert str(round_amount(Decimal(amount))) == rounded


@pytest.mark.parametrize(
    ("currency", "amount", "rounded"),
    [
        ("EUR", "1.005", "1.01"),
        ("JPY", "1.50", "2.00"),
        ("JPY", "-1.49", "-1.00"),
        ("KWD", "1.0049", "1.00"),
        ("XAU", "1.005", "1.01"),
    ],
)
def test_amounts_have_the_coins_of_their_currency_and_two_decimals(currency, amount, rounded):
    assert str(round_in(currency, Decimal(amount))) == rounded


@pytest.mark.parametrize(
    ("amount", "rate", "vat"),
    [
        ("4.00", "9", "0.33"),
        ("1446.00", "12", "154.93"),  # the order of the Entur example
        ("100.00", "25", "20.00"),
        ("0.01", "100", "0.01"),
        ("4.00", "0", "0.00"),
        ("0.00", "21", "0.00"),
    ],
)
def test_vat_is_the_part_that_the_amount_includes(amount, rate, vat):
    assert str(vat_in(Decimal(amount), Decimal(rate))) == vat


@given(amount=amounts, rate=rates)
def test_vat_is_within_half_a_cent_of_its_rate(amount, rate):
    vat = vat_in(amount, rate)

    assert 0 <= vat <= amount
    assert abs(vat * (100 + rate) - amount * rate) <= Decimal("0.005") * (100 + rate)


@given(amounts=st.lists(amounts, max_size=6))
def test_total_keeps_two_decimals(amounts):
    assert total(amounts) == sum(amounts)
    assert total(amounts).as_tuple().exponent == -2


def test_money_is_read_with_its_currency():
    assert str(Money(Decimal("-2.5"), "EUR")) == "-2.50 EUR"
