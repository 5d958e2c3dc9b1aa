"""A ticket page that everybody can use: in the dark, on a small phone, with a screen reader."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browsing.ticket_pages import READY, SMALL, Phone, inspect, linked, opened, read
from tests.factories.moments import later
from tests.factories.styles import TicketStyleFactory
from tests.factories.tickets import PhoneSignedTypeFactory, TicketTypeFactory
from tests.protocols.traveller.logo import LOGO
from tickets.codecs.reasons import Reason
from tickets.forms.colours import contrast
from tickets.sight import sign_of

pytestmark = pytest.mark.django_db(transaction=True)

AA = 4.5
LEAST_TARGET = 44
"""Pixels of what a finger has to hit."""

# Each piece of text that is seen, with its colour and the colour that it stands on.
TEXTS = """() => [...document.querySelectorAll("h1, p, dt, dd, a, button")]
    .filter(part => part.checkVisibility() && part.innerText.trim())
    .map(part => {
        let ground = part;
        const fill = () => getComputedStyle(ground).backgroundColor;
        while (fill() === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
        return [part.innerText.trim(), getComputedStyle(part).color, fill()];
    })"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
NAMELESS = """() => [...document.querySelectorAll("a, button, img, svg, section, nav")]
    .filter(part => part.checkVisibility())
    .filter(part => !(part.getAttribute("aria-label") || part.alt || part.innerText?.trim()))
    .map(part => part.outerHTML)"""
TARGETS = """() => [...document.querySelectorAll("a, button")]
    .filter(part => part.checkVisibility())
    .map(part => part.getBoundingClientRect().height)"""


@pytest.fixture
def phone(page) -> Iterator[Phone]:
    with opened(page, SMALL) as phone:
        yield phone


def in_hex(colour: str) -> str:
    """#rrggbb of `rgb(r, g, b)`."""
    red, green, blue = map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))
    return f"#{red:02x}{green:02x}{blue:02x}"


def unreadable(phone: Phone) -> list[tuple[str, float]]:
    """Texts with less contrast than people with weak eyes need (WCAG 2.2, 1.4.3)."""
    found = [
        (text, contrast(in_hex(colour), in_hex(ground)))
        for text, colour, ground in phone.page.evaluate(TEXTS)
    ]
    assert len(found) > 10
    return [(text, ratio) for text, ratio in found if ratio < AA]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_readable_and_its_barcode_stands_on_white(phone, scheme, tmp_path):
    style = TicketStyleFactory(logo=LOGO, help_phone="+31 20 123", languages=["en", "nl"])
    kind = TicketTypeFactory(tenant=style.tenant, style=style, prefetch_seconds=900)
    phone.page.emulate_media(color_scheme=scheme)
    phone.open(linked(ticket_type=kind, zones=(101, 102)))
    phone.expect_status(READY)

    assert unreadable(phone) == []
    card = Image.open(io.BytesIO(phone.page.locator("#card").screenshot())).convert("RGB")
    assert card.getpixel((card.width // 2, 5)) == (255, 255, 255)
    assert inspect(phone.scan()).reason == Reason.OK
    body = phone.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert body == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 18, 18)"}[scheme]
    phone.page.screenshot(path=tmp_path / f"ticket-{scheme}.png", full_page=True)


def test_every_colour_of_the_minute_is_readable(phone):
    link = linked(ticket_type=TicketTypeFactory(prefetch_seconds=900, rotation_seconds=300))
    tenant = link.ticket.tenant_id
    phone.open(link)
    phone.expect_status(READY)
    seen = set()
    for minute in range(8):
        sign = sign_of(tenant, later(minutes=minute))
        expect(phone.page.locator("#sign")).to_have_text(sign.word)
        expect(phone.page.locator("#sign")).to_have_class(f"sign {sign.colour}")
        assert unreadable(phone) == []
        seen.add(sign.colour)
        phone.wait(minutes=1)
    assert len(seen) > 1


@pytest.mark.parametrize("factory", [TicketTypeFactory, PhoneSignedTypeFactory])
def test_page_fits_a_small_phone(phone, factory):
    phone.open(linked(ticket_type=factory(), label="Day ticket for all of the zones of the town"))
    if factory is PhoneSignedTypeFactory:
        phone.page.get_by_role("button", name="Show it on this phone").click()
    phone.expect_status(READY)

    assert phone.page.evaluate(SIDEWAYS) == 0
    assert min(phone.page.evaluate(TARGETS)) >= LEAST_TARGET
    # All of the barcode is on the screen without scrolling.
    box = phone.barcode.bounding_box()
    assert box["y"] + box["height"] <= SMALL["height"]
    assert box["width"] >= 220


def test_screen_reader_is_told_what_there_is_and_not_each_second(phone):
    phone.open(linked())
    phone.expect_status(READY)

    page = phone.page
    assert page.evaluate("() => document.documentElement.lang") == "en"
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hour ticket")
    expect(page.get_by_role("img", name="Barcode of your ticket")).to_be_visible()
    assert page.evaluate(NAMELESS) == []
    assert page.locator("[aria-live]").count() == 1
    expect(page.locator("#clock")).to_have_attribute("aria-hidden", "true")
    expect(page.locator("#moving")).to_have_attribute("aria-hidden", "true")

    # Half a minute goes by, with a new barcode: the clock moves, and nothing is said.
    page.evaluate(
        """() => {
            window.said = 0;
            const count = () => { window.said += 1; };
            new MutationObserver(count).observe(document.getElementById("status"),
                { childList: true, characterData: true, subtree: true });
        }"""
    )
    before = page.locator("#clock").inner_text()
    for _ in range(6):
        phone.wait(seconds=5)
    expect(page.locator("#clock")).not_to_have_text(before)
    assert page.evaluate("() => window.said") == 0


def test_page_moves_in_step_with_the_clock(phone):
    phone.open(linked())
    phone.expect_status(READY)

    def place(page):
        return page.locator("#moving span").evaluate("part => part.getBoundingClientRect().x")

    places = set()
    for _ in range(5):
        places.add(round(place(phone.page)))
        phone.page.wait_for_timeout(300)
    assert len(places) > 1

    # Two phones that are held side by side move alike: the bar passes in four seconds.
    delay = phone.page.locator("#moving span").evaluate("part => part.style.animationDelay")
    assert -8000 < float(delay.removesuffix("ms")) <= 0

    # It jumps where motion is not wanted.
    phone.page.emulate_media(reduced_motion="reduce")
    timing = phone.page.locator("#moving span").evaluate(
        "part => getComputedStyle(part).animationTimingFunction"
    )
    assert timing.startswith("steps(4")


def test_ticket_is_shown_without_scripts(phone, live_server):
    link = linked()
    browser, site = phone.page.context.browser, live_server.url
    with browser.new_context(base_url=site, java_script_enabled=False, viewport=SMALL) as context:
        page = context.new_page()
        page.goto(f"/t/{link.secret}")

        picture = page.get_by_role("img", name="Barcode of your ticket")
        expect(picture).to_be_visible()
        seen = page.locator("#card").screenshot()
    assert inspect(read(seen).bytes).reason == Reason.OK
