"""French."""

from protocols.oauth.authorizing.wording.phrases import Phrases

FRENCH = Phrases(
    allow="Donner à {app} accès à votre compte {seller}",
    owner="{app} est une application de {owner}.",
    may="Elle pourra alors, pendant un an au plus :",
    bookings="réserver et annuler en votre nom chez {seller}",
    profile="lire votre nom et votre adresse e-mail",
    email="Adresse e-mail",
    watchword="Mot de passe",
    sign_in="Se connecter et autoriser",
    no="Non, retour",
    new="Je n’ai pas encore de compte",
    open="Ouvrir un compte {seller}",
    open_effect="{app} y aura accès aussitôt.",
    first_name="Prénom",
    last_name="Nom",
    phone="Téléphone",
    phone_form="Avec l’indicatif du pays, par exemple +31612345678. Vous pouvez le laisser vide.",
    open_and_allow="Ouvrir et autoriser",
    known="J’ai déjà un compte",
    forgot="J’ai oublié mon mot de passe",
    forgot_effect="Nous vous envoyons un e-mail avec une adresse où en choisir un nouveau.",
    send="Envoyer l’e-mail",
    sent_text="S’il y a un compte avec cette adresse, un e-mail est en route.",
    back="Retour",
    refused="L’adresse e-mail ou le mot de passe est faux.",
    blocked="Ce compte n’est plus servi. Demandez pourquoi à {seller}.",
    unfit="Quelque chose dans ce formulaire ne convient pas : {reason}",
    known_already="Il y a déjà un compte avec cette adresse e-mail. Connectez-vous.",
    unknown="Nous ne connaissons pas cette application",
    unknown_text="L’adresse par laquelle vous êtes venu n’est pas complète, ou l’application n’est "
    "plus connue ici. Retournez à l’application et recommencez.",
    too_many="Réessayez plus tard",
    too_many_text="Il y a eu trop d’essais. Attendez un quart d’heure.",
)
