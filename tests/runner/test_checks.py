import sys
from pathlib import Path

from runner.checks import run_all, step_command


def test_step_command_runs_a_script_of_ours_with_this_python():
    assert step_command("manage.py check") == [sys.executable, "manage.py", "check"]


def test_step_command_runs_a_program_of_this_environment():
    program = str(Path(sys.executable).parent / "ruff")

    assert step_command("ruff format --check") == [program, "format", "--check"]


def test_run_all_goes_on_after_a_failure_and_names_it(tmp_path, monkeypatch, capfd):
    scripts = {"good.py": "print('good ran')", "bad.py": "raise SystemExit(1)"}
    for name, program in scripts.items():
        (tmp_path / name).write_text(program)
    monkeypatch.setattr("runner.suite.ROOT", tmp_path)

    code = run_all(("bad.py", "good.py"), {})

    assert code == 1
    assert capfd.readouterr().out.splitlines()[-3:] == ["good ran", "", "Failed: bad.py"]
