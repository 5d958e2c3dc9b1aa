import django_fsm as fsm
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from bookings.models import Booking, Leg
from config.management.commands.draw_states import draw, starts_from

OURS = ("operators", "tickets", "sales", "bookings", "support", "protocols")


def test_diagrams_are_as_the_code_has_it():
    call_command("draw_states", check=True)


def test_every_model_with_states_is_drawn(tmp_path):
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    living = {
        f"{model._meta.model_name}.md"
        for model in models
        if any(isinstance(field, fsm.FSMFieldMixin) for field in model._meta.get_fields())
    }

    call_command("draw_states", folder=tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == living


def test_check_names_the_diagram_that_differs(tmp_path):
    call_command("draw_states", folder=tmp_path)
    (tmp_path / "booking.md").write_text("drawn by hand")

    with pytest.raises(CommandError, match=r": booking\.md\. Run"):
        call_command("draw_states", folder=tmp_path, check=True)

    assert (tmp_path / "booking.md").read_text() == "drawn by hand"


def test_diagram_of_a_model_that_is_gone_is_removed(tmp_path):
    call_command("draw_states", folder=tmp_path)
    gone, own = tmp_path / "gone.md", tmp_path / "own.md"
    gone.write_text((tmp_path / "booking.md").read_text())
    own.write_text("written by a person")

    with pytest.raises(CommandError, match=r": gone\.md\. Run"):
        call_command("draw_states", folder=tmp_path, check=True)
    call_command("draw_states", folder=tmp_path)

    assert not gone.exists()
    assert own.exists()


def test_diagram_has_the_ends_and_the_words_without_use():
    lines = draw(Booking, Booking._meta.get_field("state")).splitlines()

    assert "    [*] --> PENDING" in lines
    assert "    PENDING --> CONFIRMED: confirm" in lines
    assert "    FINISHED --> [*]" in lines
    assert lines[-1] == "```"
    unused = draw(Leg, Leg._meta.get_field("state")).splitlines()[-1]
    assert unused == "Known words that nothing leads to yet: ISSUE_REPORTED."


@pytest.mark.parametrize(
    ("source", "word", "starts"),
    [("*", "A", True), ("*", "B", True), ("+", "A", True), ("+", "B", False), ("A", "B", False)],
)
def test_transition_from_any_state_starts_from_all_of_them(source, word, starts):
    transition = fsm.Transition(
        method=print,
        source=source,
        target="B",
        on_error=None,
        conditions=[],
        permission=None,
        custom={},
    )

    assert starts_from(transition, word) is starts
