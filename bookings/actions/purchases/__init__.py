"""The doors to purchases: several bookings that are held, paid and bought as one thing.

Nothing of a purchase may be called inside a transaction: suppliers and the card provider are asked
without any lock.
"""

from bookings.actions.purchases.buying import buy_on_account
from bookings.actions.purchases.forgetting import forget_answers
from bookings.actions.purchases.giving_up import abandon_purchase
from bookings.actions.purchases.holding import hold_purchase
from bookings.actions.purchases.paying import (
    CardStart,
    finish_card_payment,
    start_card_payment,
)
from bookings.actions.purchases.standing import make_room
from bookings.actions.purchases.ways import ways_to_pay

__all__ = [
    "CardStart",
    "abandon_purchase",
    "buy_on_account",
    "finish_card_payment",
    "forget_answers",
    "hold_purchase",
    "make_room",
    "start_card_payment",
    "ways_to_pay",
]
