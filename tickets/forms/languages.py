"""The languages that travellers are spoken to in."""

from django.db import models


class TravellerLanguage(models.TextChoices):
    """ISO 639-1, as pages and passes name a language."""

    ENGLISH = "en", "English"
    DUTCH = "nl", "Nederlands"
    GERMAN = "de", "Deutsch"
    FRENCH = "fr", "Français"
    BOKMAL = "nb", "Norsk bokmål"
