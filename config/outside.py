"""Settings of services that others run: where they answer, and how long they have to."""

import os

from config.environment import Environment

environment = Environment(os.environ)

# Card payments

CARD_API = environment.text(
    "CARD_API",
    hint="set where the card provider's API answers, if that is not Stripe itself.",
    example="http://127.0.0.1:8420",
    default="https://api.stripe.com",
)
CARD_CONNECT_SECONDS = environment.number(
    "CARD_CONNECT_SECONDS",
    hint="set how many seconds the card provider has to take a connection.",
    example="3",
    default=3,
)
CARD_READ_SECONDS = environment.number(
    "CARD_READ_SECONDS",
    hint="set how many seconds the card provider has to answer.",
    example="8",
    default=8,
)
CARD_TOTAL_SECONDS = environment.number(
    "CARD_TOTAL_SECONDS",
    hint="set how many seconds one request waits for the card provider, all in all.",
    example="12",
    default=12,
)
CARD_SCRIPT = environment.text(
    "CARD_SCRIPT",
    hint="set where the card provider's script for browsers lies, if that is not Stripe itself.",
    example="http://127.0.0.1:8420/js.stripe.com/v3/",
    default="https://js.stripe.com/v3/",
)

# The Google wallet

GOOGLE_WALLET_API = environment.text(
    "GOOGLE_WALLET_API",
    hint="set where the API of the Google wallet answers, if that is not Google itself.",
    example="http://127.0.0.1:8430",
    default="https://walletobjects.googleapis.com",
)
GOOGLE_TOKEN_ADDRESS = environment.text(
    "GOOGLE_TOKEN_ADDRESS",
    hint="set where service accounts of Google buy access tokens, if that is not Google itself.",
    example="http://127.0.0.1:8430/token",
    default="https://oauth2.googleapis.com/token",
)
