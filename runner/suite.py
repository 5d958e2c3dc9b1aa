"""The tests, on a PostgreSQL of their own unless DATABASE_URL names one."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from types import FrameType

from runner import ROOT
from runner.children import die_with_us
from runner.postgres import temporary_server


@contextlib.contextmanager
def suite_database() -> Iterator[str]:
    """Yield the address of a database server that tests and checks may fill."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    with temporary_server() as url:
        yield url


def test(arguments: list[str]) -> int:
    """Run pytest in two processes with the arguments; returns its exit code."""
    with suite_database() as url:
        command = [sys.executable, "-m", "pytest", "-n", "2", *arguments]
        return run_to_end(command, {**that_keeps_bytecode(os.environ), "DATABASE_URL": url})


def that_keeps_bytecode(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, in which Python keeps what it compiles: each process of the tests would
    compile everything anew, and that lasts as long as importing it."""
    return {name: text for name, text in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_to_end(command: list[str], environment: Mapping[str, str]) -> int:
    """Run a command in our terminal, and leave it the last word when we are asked to stop."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_us(signal.SIGTERM),
    )

    def pass_on(number: int, frame: FrameType | None) -> None:
        process.send_signal(number)

    before = signal.signal(signal.SIGTERM, pass_on)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # The terminal has told the command as well.
        code = process.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
    # As shells count: a signal's number is added to 128.
    return code if code >= 0 else 128 - code
