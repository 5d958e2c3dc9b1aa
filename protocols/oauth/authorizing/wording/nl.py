"""Dutch."""

from protocols.oauth.authorizing.wording.phrases import Phrases

DUTCH = Phrases(
    allow="Geef {app} toegang tot je account van {seller}",
    owner="{app} is een app van {owner}.",
    may="Hoogstens een jaar lang mag de app:",
    bookings="namens jou bij {seller} boeken en annuleren",
    profile="je naam en e-mailadres lezen",
    email="E-mailadres",
    watchword="Wachtwoord",
    sign_in="Inloggen en toestaan",
    no="Nee, terug",
    new="Ik heb nog geen account",
    open="Open een account bij {seller}",
    open_effect="{app} krijgt meteen toegang.",
    first_name="Voornaam",
    last_name="Achternaam",
    phone="Telefoon",
    phone_form="Met landnummer, zoals +31612345678. Je mag dit leeg laten.",
    open_and_allow="Openen en toestaan",
    known="Ik heb al een account",
    forgot="Ik ben mijn wachtwoord vergeten",
    forgot_effect="We sturen je een mail met een adres waar je een nieuw wachtwoord kiest.",
    send="Stuur de mail",
    sent_text="Als er een account met dit adres is, is er een mail onderweg.",
    back="Terug",
    refused="Het e-mailadres of het wachtwoord klopt niet.",
    blocked="Dit account wordt niet meer bediend. Vraag {seller} waarom.",
    unfit="Iets in dit formulier is niet bruikbaar: {reason}",
    known_already="Er is al een account met dit e-mailadres. Log daarmee in.",
    unknown="We kennen deze app niet",
    unknown_text="Het adres waarlangs je kwam is niet volledig, of de app is hier niet meer "
    "bekend. Ga terug naar de app en begin opnieuw.",
    too_many="Probeer het later opnieuw",
    too_many_text="Er zijn te veel pogingen gedaan. Wacht een kwartier.",
)
