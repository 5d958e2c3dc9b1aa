"""How JSON itself is read in requests of every face."""

import pytest
from rest_framework.exceptions import ValidationError

from protocols.fields import OneOfField


def test_one_of_some_words_is_read():
    assert OneOfField(choices=["BUS", "TAXI"]).run_validation("TAXI") == "TAXI"


@pytest.mark.parametrize("sent", ["ROCKET", "taxi", 7, ["TAXI"], "x" * 100_000])
def test_another_word_is_refused_with_those_there_are(sent):
    with pytest.raises(ValidationError) as refused:
        OneOfField(choices=["BUS", "TAXI"]).run_validation(sent)

    assert refused.value.detail == ["Send one of BUS, TAXI."]


def test_nothing_is_refused_in_the_usual_words():
    with pytest.raises(ValidationError) as refused:
        OneOfField(choices=["BUS"]).run_validation(None)

    assert refused.value.detail == ["This field may not be null."]
