import re
from collections import Counter

from django.apps import apps

from runner import ROOT

DICTIONARY = (ROOT / "docs" / "dictionary.md").read_text()
OURS = ("operators", "tickets", "sales", "bookings", "support", "protocols")
ROW = re.compile(r"^\| ([A-Z][^|]*?) \| (.*) \|$", re.MULTILINE)


def test_every_model_is_in_the_dictionary():
    words = {word for word, _ in ROW.findall(DICTIONARY)}
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    # A history has the word of what it tells about, with Change behind it.
    named = {getattr(model, "pgh_tracked_model", model).__name__ for model in models}

    assert named - words == set()


def test_every_word_has_one_meaning():
    words = Counter(word for word, _ in ROW.findall(DICTIONARY))

    assert [word for word, count in words.items() if count > 1] == []


def test_every_row_has_a_word_of_each_format():
    cells = {word: len(rest.split(" | ")) for word, rest in ROW.findall(DICTIONARY)}

    assert {word for word, count in cells.items() if count != 6} == set()
