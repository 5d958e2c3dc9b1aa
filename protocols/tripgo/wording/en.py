"""English."""

from __future__ import annotations

from protocols.tripgo.wording.phrases import Phrases

ENGLISH = Phrases(
    language="en",
    connect="Connect",
    disconnect="Disconnect",
    not_connected="Account not yet connected",
    connected="Account connected",
    to_connect_again="Account has to be connected again",
    account_connected="Account connected",
    connect_again="Connect again",
    connect_first="Connect your account at {provider} first.",
    no_longer_accepted="{provider} no longer accepts your account. Connect it again.",
    not_accepted="{provider} did not accept the sign-in that the app brought. Connect again.",
    sign_in="Sign in",
    signing_in="Signing in…",
    email="E-mail",
    password="Password",  # noqa: S106 - the label of a field
    authenticate="Authenticate",
    validating="Validating user",
    try_again="Try again",
    done="Done",
    apology="Something went wrong on our side. Please try again later.",
)
