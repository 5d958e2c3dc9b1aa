import subprocess
import sys
from pathlib import Path

import pytest

import dev


def test_dev_refuses_an_old_python_and_says_what_it_needs():
    refusal = dev.refuse_machine((3, 9, 2), "linux")

    assert refusal == "Perron needs Python 3.11 or newer, and this is 3.9: try python3.12 dev.py"


@pytest.mark.parametrize(("version", "platform"), [((3, 11, 0), "linux"), ((3, 14, 1), "darwin")])
def test_dev_takes_a_new_python(version, platform):
    assert dev.refuse_machine(version, platform) is None


def test_dev_refuses_windows():
    assert dev.refuse_machine((3, 12, 0), "win32") is not None


def test_dev_without_a_command_explains_itself():
    done = subprocess.run(
        [sys.executable, dev.__file__], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "python3 dev.py demo" in done.stderr


@pytest.mark.parametrize(
    ("lock", "version", "place", "same"),
    [
        (b"django==5.2.19", "3.11", ".venv", True),
        (b"django==5.2.20", "3.11", ".venv", False),
        (b"django==5.2.19", "3.12", ".venv", False),
        (b"django==5.2.19", "3.11", "elsewhere/.venv", False),
    ],
)
def test_fingerprint_changes_with_lock_python_and_place(lock, version, place, same):
    kept = dev.fingerprint(b"django==5.2.19", "3.11", ".venv")

    assert (dev.fingerprint(lock, version, place) == kept) is same


def test_prepare_environment_leaves_a_finished_one_alone(tmp_path, monkeypatch):
    lock = tmp_path / "dev.txt"
    lock.write_bytes(b"django==5.2.19")
    (tmp_path / "bin").mkdir()
    dev.environment_python(tmp_path).touch()
    (tmp_path / "installed").write_text(dev.fingerprint(b"django==5.2.19", sys.version, tmp_path))
    monkeypatch.setattr(dev, "run_step", lambda command: pytest.fail(f"ran {command}"))

    dev.prepare_environment(tmp_path, lock)


def test_prepare_environment_installs_again_when_the_lock_has_changed(tmp_path, monkeypatch):
    lock = tmp_path / "dev.txt"
    lock.write_bytes(b"django==5.2.20")
    (tmp_path / "installed").write_text(dev.fingerprint(b"django==5.2.19", sys.version, tmp_path))
    steps = []
    monkeypatch.setattr(dev, "run_step", steps.append)

    dev.prepare_environment(tmp_path, lock)

    assert [step[1:3] for step in steps] == [["-m", "venv"], ["-m", "pip"]]
    assert (tmp_path / "installed").read_text() == dev.fingerprint(
        b"django==5.2.20", sys.version, tmp_path
    )


def test_install_command_takes_only_what_is_locked():
    command = dev.install_command(Path("python"), Path("dev.txt"))

    assert command[-5:] == [
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--requirement",
        "dev.txt",
    ]


def test_run_step_gives_up_when_the_command_fails():
    with pytest.raises(SystemExit, match="ended with code 3, see above"):
        dev.run_step([sys.executable, "-c", "raise SystemExit(3)"])


def test_prepare_environment_says_what_debian_lacks(tmp_path, monkeypatch):
    lock = tmp_path / "dev.txt"
    lock.write_bytes(b"")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(dev.importlib.util, "find_spec", sys.modules.get)

    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        dev.prepare_environment(tmp_path / ".venv", lock)


def test_two_starts_set_up_one_after_the_other(tmp_path):
    """The second waits for the first, and then finds nothing left to do."""
    program = f"""
import sys, time
sys.path.insert(0, {str(Path(dev.__file__).parent)!r})
from pathlib import Path
import dev
place = Path({str(tmp_path)!r})
def step(command):
    print("step", flush=True)
    time.sleep(0.5)
    python = dev.environment_python(place / ".venv")
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
dev.run_step = step
dev.prepare_environment(place / ".venv", place / "dev.txt")
"""
    (tmp_path / "dev.txt").write_bytes(b"django==5.2.19")

    started = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    lines = [line for run in started for line in run.communicate(timeout=60)[0].splitlines()]

    assert [run.returncode for run in started] == [0, 0]
    assert lines.count("step") == 2
    assert (tmp_path / ".venv" / "installed").is_file()
