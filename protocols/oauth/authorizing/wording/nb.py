"""Norwegian, bokmål."""

from protocols.oauth.authorizing.wording.phrases import Phrases

BOKMAL = Phrases(
    allow="Gi {app} tilgang til kontoen din hos {seller}",
    owner="{app} er en app fra {owner}.",
    may="Appen kan da, i høyst ett år:",
    bookings="bestille og avbestille hos {seller} i ditt navn",
    profile="lese navnet og e-postadressen din",
    email="E-postadresse",
    watchword="Passord",
    sign_in="Logg inn og tillat",
    no="Nei, tilbake",
    new="Jeg har ingen konto ennå",
    open="Åpne en konto hos {seller}",
    open_effect="{app} får tilgang med en gang.",
    first_name="Fornavn",
    last_name="Etternavn",
    phone="Telefon",
    phone_form="Med landskode, som +4791234567. Du kan la det stå tomt.",
    open_and_allow="Åpne og tillat",
    known="Jeg har en konto fra før",
    forgot="Jeg har glemt passordet",
    forgot_effect="Vi sender deg en e-post med en adresse der du velger et nytt.",
    send="Send e-posten",
    sent_text="Hvis det finnes en konto med denne adressen, er en e-post på vei.",
    back="Tilbake",
    refused="E-postadressen eller passordet er feil.",
    blocked="Denne kontoen betjenes ikke lenger. Spør {seller} hvorfor.",
    unfit="Noe i skjemaet kan ikke brukes: {reason}",
    known_already="Det finnes en konto med denne e-postadressen. Logg inn i stedet.",
    unknown="Vi kjenner ikke denne appen",
    unknown_text="Adressen du kom med er ikke fullstendig, eller appen er ikke lenger kjent her. "
    "Gå tilbake til appen og begynn på nytt.",
    too_many="Prøv igjen senere",
    too_many_text="Det var for mange forsøk. Vent et kvarter.",
)
