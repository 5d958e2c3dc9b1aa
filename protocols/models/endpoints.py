"""Where partners want to be called."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.models import SalesChannel

LONGEST_ADDRESS = 500
ADDRESS = RegexValidator(
    r"^https?://[^\s/?#@]+(/[^\s?#]*)?$", "Such as https://partner.example/tomp."
)
LONGEST_HEADER = 60
HEADER_PATTERN = r"^[Xx]-[A-Za-z0-9-]+$"
"""Headers of our own making alone, so that none of HTTP's can be written over."""
TOKEN_HEADER = RegexValidator(HEADER_PATTERN, "Such as X-API-Key; it begins with X-.")


class CallbackEndpointQuerySet(TenantQuerySet["CallbackEndpoint"]):
    """Endpoints of tenants."""

    def in_use(self) -> CallbackEndpointQuerySet:
        """Those that are told of changes: switched on, and not known to be gone."""
        return self.filter(is_active=True, gone_at=None)


class CallbackEndpoint(models.Model):
    """Where and how the partner of a channel is told of changes, in one wire format.

    `base_url` is the address that was agreed; empty, only bookings that bring an address of their
    own are told of. Calls are signed with the signing secret, which the partner has as well, and
    carry its access token where it gave one; both are sealed. An endpoint that answered 410 is
    gone, and one that cannot be reached rests, so that the calls that wait cost nobody any time.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="callback_endpoints")
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="callback_endpoints")
    name = models.CharField(max_length=100)
    face = models.SlugField("wire format", max_length=30, help_text="Such as tomp.")
    version = models.CharField(max_length=20, help_text="Of the wire format, such as 1.6.1.")
    base_url = models.CharField(
        "address",
        max_length=LONGEST_ADDRESS,
        blank=True,
        validators=[ADDRESS],
        help_text="What stands before the paths of the wire format. Empty: only bookings that "
        "bring an address are told of.",
    )
    sealed_signing_secret = models.TextField(editable=False)
    sealed_access_token = models.TextField(blank=True, editable=False)
    token_header = models.CharField(
        max_length=LONGEST_HEADER,
        blank=True,
        validators=[TOKEN_HEADER],
        help_text="Header that brings the access token as it is, such as X-API-Key. Empty: it is "
        "sent as a bearer token.",
    )
    tells_all = models.BooleanField(
        "tells of all bookings",
        default=False,
        help_text="Otherwise only of bookings that the partner has subscribed to.",
    )
    tells_progress = models.BooleanField(
        "tells where vehicles are",
        default=False,
        help_text="Once a minute during a ride with a shared vehicle.",
    )
    allows_private = models.BooleanField(
        "private addresses",
        default=False,
        help_text="May be called in the network that this service runs in, and without https, "
        "if its tenant may.",
    )
    is_active = models.BooleanField("in use", default=True)
    gone_at = models.DateTimeField(null=True, blank=True, help_text="When it answered 410.")
    failures = models.PositiveIntegerField(
        default=0, help_text="How often in a row it was not reached."
    )
    rests_until = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then somebody is calling it."
    )
    created_at = models.DateTimeField()

    objects = CallbackEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = "callback endpoint"
        constraints = [
            tenant_key("callbackendpoint"),
            same_tenant("callbackendpoint", "channel", "sales.SalesChannel"),
            models.UniqueConstraint(
                fields=["channel", "face"], name="callbackendpoint_once_per_channel_and_face"
            ),
            models.CheckConstraint(condition=~Q(face=""), name="callbackendpoint_has_face"),
            models.CheckConstraint(
                condition=~Q(sealed_signing_secret=""), name="callbackendpoint_has_signing_secret"
            ),
            models.CheckConstraint(
                condition=Q(base_url="")
                | Q(base_url__startswith="https://")
                | Q(base_url__startswith="http://", allows_private=True),
                name="callbackendpoint_address_is_https",
                violation_error_message="The address begins with https://, or with http:// where "
                "private addresses are allowed.",
            ),
            models.CheckConstraint(
                condition=Q(token_header="") | Q(token_header__regex=HEADER_PATTERN),
                name="callbackendpoint_token_header_is_own",
            ),
            models.CheckConstraint(
                condition=Q(rests_until=None) | Q(failures__gt=0),
                name="callbackendpoint_rests_after_failures",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def note_answer(self) -> None:
        """It was reached."""
        self.failures = 0
        self.rests_until = None

    def note_failure(self, *, until: datetime) -> None:
        """It was not reached, and is left alone until then."""
        self.failures += 1
        self.rests_until = until

    def note_gone(self, *, at: datetime) -> None:
        """It wants no more calls."""
        self.gone_at = at
