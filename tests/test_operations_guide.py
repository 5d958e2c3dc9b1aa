import re

from runner import ROOT


def test_operations_guide_lists_exactly_the_variables_of_the_settings():
    modules = (ROOT / "config" / "settings.py", ROOT / "config" / "outside.py")
    settings = "".join(module.read_text() for module in modules)
    guide = (ROOT / "docs" / "operations.md").read_text()

    read = re.findall(r'environment\.(?:text|words|flag|number)\(\s*"([A-Z_]+)"', settings)
    listed = re.findall(r"^\| `([A-Z_]+)` \|", guide, re.MULTILINE)

    assert sorted(listed) == sorted(read)


def test_operations_guide_lists_exactly_the_timers():
    from config.celery import app

    guide = (ROOT / "docs" / "operations.md").read_text()
    listed = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (\d+) \|", guide, re.MULTILINE)

    assert sorted(listed) == sorted(
        (entry["task"], str(entry["schedule"])) for entry in app.conf.beat_schedule.values()
    )
