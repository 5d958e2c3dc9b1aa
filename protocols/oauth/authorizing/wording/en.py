"""English."""

from protocols.oauth.authorizing.wording.phrases import Phrases

ENGLISH = Phrases(
    allow="Let {app} into your {seller} account",
    owner="{app} is an app of {owner}.",
    may="It may then, for a year at most:",
    bookings="book and cancel with {seller} in your name",
    profile="read your name and e-mail address",
    email="E-mail address",
    watchword="Password",
    sign_in="Sign in and allow",
    no="No, go back",
    new="I have no account yet",
    open="Open a {seller} account",
    open_effect="{app} is let in at once.",
    first_name="First name",
    last_name="Last name",
    phone="Phone",
    phone_form="With the country code, such as +31612345678. You may leave it empty.",
    open_and_allow="Open and allow",
    known="I have an account already",
    forgot="I forgot my password",
    forgot_effect="We send you a letter with an address where you choose a new one.",
    send="Send the letter",
    sent_text="If there is an account with this address, a letter is on its way.",
    back="Back",
    refused="The e-mail address or the password is wrong.",
    blocked="This account is not served any more. Ask {seller} why.",
    unfit="Something in this form cannot be used: {reason}",
    known_already="There is an account with this e-mail address already. Sign in instead.",
    unknown="We do not know this app",
    unknown_text="The address that you came by is not complete, or the app is not known here any "
    "more. Go back to the app, and begin again.",
    too_many="Try again later",
    too_many_text="There were too many tries. Wait a quarter of an hour.",
)
