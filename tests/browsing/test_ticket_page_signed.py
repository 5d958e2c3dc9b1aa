"""A ticket that the traveller's phone signs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browsing.ticket_pages import READY, Phone, inspect, linked, opened
from tests.faces import needs_face
from tests.factories.tickets import PhoneSignedTypeFactory
from tickets.codecs.reasons import Reason

pytestmark = [pytest.mark.django_db(transaction=True), needs_face("traveller", "inspection")]

IS_LOCKED_IN = """async () => {
    const opened = indexedDB.open("tickets");
    await new Promise((resolve) => { opened.onsuccess = resolve; });
    const asked = opened.result.transaction("keys").objectStore("keys").getAll();
    await new Promise((resolve) => { asked.onsuccess = resolve; });
    const [key] = asked.result;
    const out = await crypto.subtle.exportKey("pkcs8", key.privateKey).catch((error) => error.name);
    return [asked.result.length, key.privateKey.extractable, out];
}"""

ENCODER_IS_LATE = """
    globalThis.encoderIsLate = true;
    for (const name of ["instantiate", "instantiateStreaming"]) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            if (globalThis.encoderIsLate) throw new TypeError("no network");
            return real(...given);
        };
    }
"""


@pytest.fixture
def phone(page) -> Iterator[Phone]:
    with opened(page) as phone:
        yield phone


def bind(phone: Phone, name: str = "Show it on this phone") -> None:
    phone.page.get_by_role("button", name=name).click()
    phone.expect_status(READY)


def test_phone_signs_each_barcode_with_a_key_that_stays_in_it(phone, complaints):
    link = linked(ticket_type=PhoneSignedTypeFactory(rotation_seconds=15))

    # Nothing is shown before the traveller has chosen this phone.
    phone.open(link)
    phone.expect_status("This ticket can be shown on one phone at a time. You can move it later.")
    expect(phone.barcode).to_be_hidden()
    bind(phone)
    picture = phone.scan()
    first = inspect(picture)
    handset = link.ticket.handsets.get()
    assert (first.reason, first.ticket_id) == (Reason.OK, link.ticket_id)
    assert first.device_key == handset.device_key
    assert phone.page.evaluate(IS_LOCKED_IN) == [1, False, "InvalidAccessError"]

    # It signs the next one by itself, without a network too; the picture is refused.
    phone.until_kept()
    phone.page.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.get_by_role("status")).to_contain_text("No connection")
    phone.wait(seconds=50)
    expect(phone.page.get_by_role("status")).to_contain_text("No connection")
    assert inspect(phone.scan()).reason == Reason.OK
    assert inspect(picture).reason == Reason.BARCODE_EXPIRED
    # The browser notes each try without a network.
    complaints.clear()


def test_page_goes_on_where_the_encoder_came_late(phone, complaints):
    phone.page.add_init_script(ENCODER_IS_LATE)
    phone.open(linked(ticket_type=PhoneSignedTypeFactory(rotation_seconds=15)))
    phone.page.get_by_role("button", name="Show it on this phone").click()
    expect(phone.page.get_by_role("status")).to_contain_text("This page tries again by itself.")
    expect(phone.barcode).to_be_hidden()

    phone.page.evaluate("globalThis.encoderIsLate = false")
    phone.wait(seconds=2)

    phone.expect_status(READY)
    assert inspect(phone.scan()).reason == Reason.OK
    # The encoder says that it could not be started.
    complaints.clear()


def test_ticket_is_on_one_phone_at_a_time(phone, live_server):
    link = linked(ticket_type=PhoneSignedTypeFactory(rotation_seconds=15))
    phone.open(link)
    bind(phone)
    picture = phone.scan()

    # Another phone with the same link has to take it over.
    browser = phone.page.context.browser
    with browser.new_context(base_url=live_server.url) as context:
        other = Phone(context.new_page(), phone.world)
        other.open(link)
        expect(other.page.get_by_role("status")).to_contain_text("This ticket is on another phone:")
        expect(other.barcode).to_be_hidden()
        bind(other, "Move it to this phone")
        assert inspect(other.scan()).reason == Reason.OK

        # The first phone learns it with its next fetch, and its key is on the block list.
        phone.page.reload()
        expect(phone.page.get_by_role("status")).to_contain_text("This ticket is on another phone:")
        expect(phone.barcode).to_be_hidden()
    entry = link.ticket.block_list_entries.get()
    assert entry.handset.device_key == inspect(picture).device_key
