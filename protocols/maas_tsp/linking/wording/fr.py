"""French."""

from protocols.maas_tsp.linking.wording.phrases import Phrases

FRENCH = Phrases(
    link="Relier votre compte {seller} à {caller}",
    effect="{caller} pourra alors réserver et annuler en votre nom chez {seller}, pendant un an au "
    "plus.",
    email="Adresse e-mail",
    watchword="Mot de passe",
    sign_in="Se connecter et relier",
    no="Non, retour",
    new="Je n’ai pas encore de compte",
    open="Ouvrir un compte {seller}",
    open_effect="Il sera relié à {caller} aussitôt.",
    first_name="Prénom",
    last_name="Nom",
    phone="Téléphone",
    phone_form="Avec l’indicatif du pays, par exemple +31612345678. Vous pouvez le laisser vide.",
    open_and_link="Ouvrir et relier",
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
    gone="Ce lien ne mène nulle part",
    gone_text="Retournez à l’application d’où vous venez et recommencez.",
    used="C’est fait",
    used_text="Vous avez déjà répondu. Retournez à l’application d’où vous venez.",
    ended="Trop tard",
    ended_text="Le temps pour répondre est passé. Retournez à l’application et recommencez.",
    too_many="Réessayez plus tard",
    too_many_text="Il y a eu trop d’essais. Attendez un quart d’heure.",
)
