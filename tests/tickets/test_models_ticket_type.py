import pytest

from tests.factories.tickets import TicketTypeFactory
from tickets.errors import FormUnavailable
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology
from tickets.models import TicketType


def test_new_ticket_type_comes_in_every_form_that_renews_itself():
    by_hand = [Media.PDF, Media.PKPASS, Media.GOOGLE]
    assert TicketType().media == [media.value for media in Media if media not in by_hand]


def test_first_form_is_taken_where_none_is_asked_for():
    kind = TicketTypeFactory.build(media=[Media.PNG, Media.SVG])

    assert kind.choose_media() == Media.PNG


def test_form_that_is_asked_for_is_taken():
    kind = TicketTypeFactory.build(symbology=Symbology.AZTEC, media=[Media.PNG, Media.SVG])

    assert kind.choose_media(symbology="AZTEC", media="image/svg+xml") == Media.SVG


def test_other_symbology_is_refused():
    kind = TicketTypeFactory.build(symbology=Symbology.QR)

    with pytest.raises(FormUnavailable, match="Tickets of this product come as QR only."):
        kind.choose_media(symbology="AZTEC")


def test_other_form_is_refused():
    kind = TicketTypeFactory.build(media=[Media.PNG, Media.SVG])

    with pytest.raises(FormUnavailable, match="come as: image/png, image/svg"):
        kind.choose_media(media="text/plain")


@pytest.mark.parametrize(("seconds", "rotating"), [(0, False), (15, True), (300, True)])
def test_ticket_type_without_rotation_is_static(seconds, rotating):
    assert TicketTypeFactory.build(rotation_seconds=seconds).is_rotating is rotating
