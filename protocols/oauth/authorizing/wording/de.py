"""German."""

from protocols.oauth.authorizing.wording.phrases import Phrases

GERMAN = Phrases(
    allow="{app} in Ihr Konto bei {seller} lassen",
    owner="{app} ist eine App von {owner}.",
    may="Sie darf dann höchstens ein Jahr lang:",
    bookings="in Ihrem Namen bei {seller} buchen und stornieren",
    profile="Ihren Namen und Ihre E-Mail-Adresse lesen",
    email="E-Mail-Adresse",
    watchword="Passwort",
    sign_in="Anmelden und erlauben",
    no="Nein, zurück",
    new="Ich habe noch kein Konto",
    open="Ein Konto bei {seller} eröffnen",
    open_effect="{app} wird sofort hineingelassen.",
    first_name="Vorname",
    last_name="Nachname",
    phone="Telefon",
    phone_form="Mit Landesvorwahl, etwa +31612345678. Sie können das leer lassen.",
    open_and_allow="Eröffnen und erlauben",
    known="Ich habe schon ein Konto",
    forgot="Ich habe mein Passwort vergessen",
    forgot_effect="Sie bekommen eine E-Mail mit einer Adresse, unter der Sie ein neues wählen.",
    send="E-Mail schicken",
    sent_text="Gibt es ein Konto mit dieser Adresse, so ist eine E-Mail unterwegs.",
    back="Zurück",
    refused="E-Mail-Adresse oder Passwort ist falsch.",
    blocked="Dieses Konto wird nicht mehr bedient. Fragen Sie {seller} nach dem Grund.",
    unfit="Etwas in diesem Formular ist nicht brauchbar: {reason}",
    known_already="Es gibt schon ein Konto mit dieser E-Mail-Adresse. Melden Sie sich damit an.",
    unknown="Wir kennen diese App nicht",
    unknown_text="Die Adresse, über die Sie kamen, ist unvollständig, oder die App ist hier nicht "
    "mehr bekannt. Gehen Sie zurück zur App und fangen Sie neu an.",
    too_many="Versuchen Sie es später",
    too_many_text="Es gab zu viele Versuche. Warten Sie eine Viertelstunde.",
)
