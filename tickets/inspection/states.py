"""What is odd about a scan."""

from django.db import models


class SuspicionKind(models.TextChoices):
    """Why somebody should look at a scan (barcode format §5).

    TWO_PLACES: the ticket was elsewhere too shortly before. SAME_WINDOW: two devices read one and
    the same short-lived barcode. USED_TWICE: a ticket for one use was accepted before.
    TOO_MANY_SCANS: more scans than its type allows. BLOCKED: a ticket that was taken back is still
    shown. FORGED: nothing that we signed, or signed with a withdrawn key. COPIED: a ticket of a
    phone, shown without that phone's signature.
    """

    TWO_PLACES = "TWO_PLACES", "Two places"
    SAME_WINDOW = "SAME_WINDOW", "Same window"
    USED_TWICE = "USED_TWICE", "Used twice"
    TOO_MANY_SCANS = "TOO_MANY_SCANS", "Too many scans"
    BLOCKED = "BLOCKED"
    FORGED = "FORGED"
    COPIED = "COPIED"
