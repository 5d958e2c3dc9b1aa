from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from operators.models import Role
from tests.admin_world import logged_in, member
from tests.factories.operators import TenantFactory
from tests.factories.styles import TicketStyleFactory
from tickets.forms.pictures import solid_png
from tickets.models import TicketStyle

pytestmark = pytest.mark.django_db
ADD = "admin:tickets_ticketstyle_add"
FACTS = {
    "name": "House style",
    "primary_colour": "#1f3a5f",
    "text_colour": "#ffffff",
    "first_language": "nl",
    "languages": ["en", "nl"],
    "help_phone": "+31 88 000",
    "help_url": "https://help.example",
    "is_default": "on",
}


@pytest.fixture
def tenant():
    return TenantFactory()


@pytest.fixture
def boss(tenant):
    return logged_in(member(tenant))


def picture(form="PNG", size=(40, 20)):
    written = BytesIO()
    Image.new("RGB", size, "#aa0000").save(written, form)
    return SimpleUploadedFile(f"logo.{form.lower()}", written.getvalue())


def send(boss, address=None, **changes):
    return boss.post(address or reverse(ADD), {**FACTS, **changes})


def faults(response):
    return response.context["adminform"].form.errors


def page_of(style):
    return reverse("admin:tickets_ticketstyle_change", args=[style.pk])


def test_style_is_added_with_its_logo(tenant, boss):
    response = send(boss, new_logo=picture())

    assert response.status_code == 302
    style = TicketStyle.objects.get()
    assert (style.tenant, style.languages) == (tenant, ["nl", "en"])
    with Image.open(BytesIO(bytes(style.logo))) as image:
        assert (image.format, image.size) == ("PNG", (40, 20))


def test_logo_stays_goes_and_is_shown(tenant, boss):
    style = TicketStyleFactory(tenant=tenant, logo=solid_png("#aa0000", 40))

    send(boss, page_of(style))
    style.refresh_from_db()
    assert bytes(style.logo) == solid_png("#aa0000", 40)
    assert "data:image/png;base64," in boss.get(page_of(style)).text

    send(boss, page_of(style), without_logo="on")
    style.refresh_from_db()
    assert style.logo is None


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.png", b"no picture"),
        picture("JPEG"),
        picture(size=(2001, 10)),
        SimpleUploadedFile("logo.png", picture().read() + bytes(100_000)),
    ],
)
def test_file_that_is_no_small_png_is_refused(boss, upload):
    response = send(boss, new_logo=upload)

    assert set(faults(response)) == {"new_logo"}
    assert TicketStyle.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text_colour": "#2f4a6f"}, "text_colour"),
        ({"primary_colour": "blue"}, "__all__"),
        ({"help_url": "http://help.example"}, "help_url"),
        ({"first_language": ""}, "first_language"),
    ],
)
def test_style_that_cannot_be_read_is_refused(boss, changes, field):
    response = send(boss, **changes)

    assert field in faults(response)
    assert TicketStyle.objects.count() == 0


def test_second_default_is_refused_in_words(tenant, boss):
    TicketStyleFactory(tenant=tenant, is_default=True)

    response = send(boss)

    assert "Another style is the default already." in response.text


def test_style_is_shown_to_those_who_may_not_change_it(tenant):
    style = TicketStyleFactory(tenant=tenant, languages=["fr"])

    page = logged_in(member(tenant, Role.SUPPORT)).get(page_of(style))

    assert page.status_code == 200
    assert "Français" in page.text
