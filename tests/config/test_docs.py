"""The table of contents of the API descriptions."""

import re

import pytest

from tests.faces import needs_face

pytestmark = pytest.mark.django_db


@needs_face("tomp")
def test_every_description_is_named_by_the_title_of_its_page(client):
    pages = re.findall(r'<a href="(.+?)">(.+?)</a>', client.get("/docs/").text)

    titles = [re.search(r"<title>(.*)</title>", client.get(page).text)[1] for page, _ in pages]
    assert titles == [f"Perron: {title}" for _, title in pages]
    assert "TOMP 1.1" in dict(map(reversed, pages))
