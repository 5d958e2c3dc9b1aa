"""What the pages say, in the languages that letters are written in."""

from __future__ import annotations

from dataclasses import dataclass

from sales.letters.states import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """Each as it stands on a page; a question has its button, a told thing its text."""

    verify: str = "Confirm your e-mail address"
    verify_text: str = "Is {} your e-mail address?"
    verify_button: str = "Yes, it is mine"
    verified: str = "Thank you"
    verified_text: str = "Your e-mail address is confirmed."
    renew: str = "Choose a new password"
    renew_text: str = "For the account of {}. Connected apps will have to be connected again."
    renew_field: str = "New password"
    renew_button: str = "Save"
    renewed: str = "Your password is changed"
    renewed_text: str = "Sign in with the new one from now on."
    unfit: str = "This address leads nowhere"
    unfit_text: str = "It was used already, or its time is over. Ask for a new letter."
    blocked: str = "This account is blocked"
    blocked_text: str = "Ask the support of the operator why."
    too_many: str = "Too many tries"
    too_many_text: str = "Please come back in a while."


LANGUAGES = {
    Language.ENGLISH: Phrases(),
    Language.BOKMAL: Phrases(
        verify="Bekreft e-postadressen din",
        verify_text="Er {} din e-postadresse?",
        verify_button="Ja, den er min",
        verified="Takk",
        verified_text="E-postadressen din er bekreftet.",
        renew="Velg et nytt passord",
        renew_text="For kontoen til {}. Apper som er koblet til den, må kobles til på nytt.",
        renew_field="Nytt passord",
        renew_button="Lagre",
        renewed="Passordet ditt er endret",
        renewed_text="Logg inn med det nye fra nå av.",
        unfit="Denne adressen fører ingen steder",
        unfit_text="Den er brukt allerede, eller tiden er ute. Be om et nytt brev.",
        blocked="Denne kontoen er sperret",
        blocked_text="Spør kundestøtten til operatøren om hvorfor.",
        too_many="For mange forsøk",
        too_many_text="Kom tilbake om en stund.",
    ),
}
TAGS = {Language.ENGLISH: "en", Language.BOKMAL: "nb"}
"""As the pages tell the browser (BCP 47)."""
