"""German."""

from protocols.maas_tsp.linking.wording.phrases import Phrases

GERMAN = Phrases(
    link="Ihr Konto bei {seller} mit {caller} verbinden",
    effect="{caller} darf dann höchstens ein Jahr lang in Ihrem Namen bei {seller} buchen und "
    "stornieren.",
    email="E-Mail-Adresse",
    watchword="Passwort",
    sign_in="Anmelden und verbinden",
    no="Nein, zurück",
    new="Ich habe noch kein Konto",
    open="Ein Konto bei {seller} eröffnen",
    open_effect="Es wird sofort mit {caller} verbunden.",
    first_name="Vorname",
    last_name="Nachname",
    phone="Telefon",
    phone_form="Mit Landesvorwahl, etwa +31612345678. Sie können das leer lassen.",
    open_and_link="Eröffnen und verbinden",
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
    gone="Dieser Link führt nirgendwohin",
    gone_text="Gehen Sie zurück zu der App, aus der Sie kamen, und fangen Sie neu an.",
    used="Das ist erledigt",
    used_text="Sie haben schon geantwortet. Gehen Sie zurück zu der App, aus der Sie kamen.",
    ended="Zu spät",
    ended_text="Die Zeit zu antworten ist vorbei. Gehen Sie zurück zur App und fangen Sie neu an.",
    too_many="Versuchen Sie es später",
    too_many_text="Es gab zu viele Versuche. Warten Sie eine Viertelstunde.",
)
