import pytest

from config.celery import app

ENTRIES = sorted(app.conf.beat_schedule)


@pytest.mark.parametrize("name", ENTRIES)
def test_timer_names_a_task_that_exists(name):
    app.loader.import_default_modules()

    assert app.conf.beat_schedule[name]["task"] in app.tasks


@pytest.mark.parametrize("name", ENTRIES)
def test_timer_message_is_void_after_two_periods(name):
    entry = app.conf.beat_schedule[name]

    assert entry["options"] == {"expires": 2 * entry["schedule"]}


def test_celery_acknowledges_a_message_when_its_task_is_done():
    assert app.conf.task_acks_late is True
