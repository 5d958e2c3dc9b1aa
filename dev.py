#!/usr/bin/env python3
"""Perron on one machine. Needs Python 3.11 or newer and nothing else.

python3 dev.py demo           server, worker, timers and a seeded database, until Ctrl-C
python3 dev.py test [...]     the whole test suite, or what pytest should run of it
python3 dev.py check          everything that must hold before a commit; changes nothing
python3 dev.py fix            format, repair what the linter can, draw the state diagrams
python3 dev.py manage [...]   Django's commands on the demo's database
python3 dev.py lock           write requirements/ again from pyproject.toml (needs uv)
"""

import contextlib
import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"
COMMANDS = ("demo", "test", "check", "fix", "manage", "lock")


def main(arguments):
    """Prepare the environment and hand over to the runner, which takes this process's place."""
    refusal = refuse_machine(sys.version_info, sys.platform)
    if refusal:
        sys.exit(refusal)
    if not arguments or arguments[0] not in COMMANDS:
        wants_help = arguments in (["help"], ["-h"], ["--help"])
        print(__doc__.strip(), file=sys.stdout if wants_help else sys.stderr)
        sys.exit(0 if wants_help else 2)
    signal.signal(signal.SIGTERM, stop_on_signal)
    try:
        prepare_environment(ENVIRONMENT, LOCK)
    except KeyboardInterrupt:
        sys.exit(130)
    os.chdir(ROOT)
    python = str(environment_python(ENVIRONMENT))
    sys.stdout.flush()
    os.execv(python, [python, "-m", "runner", *arguments])


def stop_on_signal(number, frame):
    """Leave, so that the step that runs now is stopped as well."""
    sys.exit(128 + number)


def refuse_machine(version, platform):
    """Return why Perron cannot run here, or nothing."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        found, oldest = (".".join(map(str, part[:2])) for part in (version, OLDEST_PYTHON))
        return f"Perron needs Python {oldest} or newer, and this is {found}: try python3.12 dev.py"
    if platform == "win32":
        return "Perron runs on Linux and macOS; on Windows use the Linux subsystem (WSL)."
    return None


def prepare_environment(environment, lock):
    """Install the locked packages, unless exactly these are there already.

    Two starts in one folder set up one after the other, and the second finds it done.
    """
    environment.parent.mkdir(parents=True, exist_ok=True)
    with alone_in(environment.parent):
        install_packages(environment, lock)


@contextlib.contextmanager
def alone_in(folder):
    """Hold the folder's lock, which ends with the process however it ends."""
    import fcntl  # Not on Windows, which is refused by now in words of ours.

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is setting up .venv; waiting for it.", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def install_packages(environment, lock):
    """Make the environment anew, unless it is what the lock file says."""
    wanted = fingerprint(lock.read_bytes(), sys.version, environment)
    # Written last, so an interrupted set-up starts again.
    stamp = environment / "installed"
    if stamp.is_file() and stamp.read_text() == wanted and environment_python(environment).exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python cannot make environments. On Debian: apt-get install python3-venv")
    print("Setting up .venv with the packages of requirements/dev.txt; this takes about a minute.")
    sys.stdout.flush()
    # The interpreter below any environment we run in, since that may be the one to be replaced.
    base_python = getattr(sys, "_base_executable", sys.executable)
    run_step([base_python, "-m", "venv", "--clear", str(environment)])
    run_step(install_command(environment_python(environment), lock))
    stamp.write_text(wanted)


def fingerprint(lock, python_version, environment):
    """Return what must be the same for an environment to be kept; a moved one is of no use."""
    return hashlib.sha256(lock + f"{python_version}\n{environment}".encode()).hexdigest()


def environment_python(environment):
    return environment / "bin" / "python"


def install_command(python, lock):
    """Return pip's command: only the very files of the lock, and nothing built on the spot."""
    options = ["--quiet", "--no-input", "--no-user", "--disable-pip-version-check"]
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]
    return [str(python), "-m", "pip", "install", *options, *locked]


def run_step(command):
    """Run a command of the set-up, and give up with one sentence when it fails."""
    code = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
    if code:
        sys.exit(f"The set-up stopped: {' '.join(command)} ended with code {code}, see above.")


if __name__ == "__main__":
    main(sys.argv[1:])
