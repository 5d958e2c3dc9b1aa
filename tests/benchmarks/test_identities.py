import random
import re

import pytest

from benchmarks.loading.identities import Kind, cut_out, fresh


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (Kind.REFERENCE, r"[\w-]{22}"),
        (Kind.UUID, r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
        (Kind.NUMBER, r"[1-9]\d{13,15}"),
        (Kind.CODE, r"[A-Z2-9]{8}"),
    ],
)
def test_fresh_text_has_the_form_of_its_kind(kind, form):
    dice = random.Random(1)

    texts = {fresh(kind, dice) for _ in range(50)}

    assert len(texts) == 50
    assert {text for text in texts if not re.fullmatch(form, text)} == set()


def test_same_seed_draws_the_same():
    assert fresh(Kind.UUID, random.Random(7)) == fresh(Kind.UUID, random.Random(7))


def test_identities_are_cut_out_as_whole_words():
    text = '10000000001\tabc-def\t{"leg": "abc-def"}\t100000000012\tabc-def-\t7%'

    template = cut_out(text, {"10000000001": "id0", "abc-def": "reference0"})

    assert template % {"id0": "5", "reference0": "xyz"} == (
        '5\txyz\t{"leg": "xyz"}\t100000000012\tabc-def-\t7%'
    )


def test_text_without_identities_stays():
    assert cut_out("7%", {}) % {} == "7%"
