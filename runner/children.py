"""Start processes that do not outlive us, and stop them in order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner import ROOT
from runner.places import Account

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A process of ours, in a group of its own, with a log of its own."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: str
    patience: float

    def code(self) -> int | None:
        """Return how the process ended, or nothing while it runs."""
        return self.process.poll()

    def signal_group(self, name: str) -> None:
        """Send a signal to the process and to what it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.Signals[name])


def start_child(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    environment: Mapping[str, str],
    account: Account | None = None,
    stop_signal: str = "SIGTERM",
    death_signal: str = "SIGKILL",
    patience: float = 4,
    output: Path | None = None,
) -> Child:
    """Start a process; it gets `death_signal` from the kernel (Linux only) when we die.

    It may take `patience` seconds to stop. What it writes goes to the log; with `output` its
    standard output goes there instead.
    """
    with contextlib.ExitStack() as files:
        log_file = files.enter_context(log.open("ab"))
        output_file = files.enter_context(output.open("wb")) if output else log_file
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output_file,
            stderr=log_file,
            cwd="/" if account else ROOT,
            env=dict(environment),
            user=account.user if account else None,
            group=account.group if account else None,
            extra_groups=[] if account else None,
            process_group=0,
            # Safe here: we have one thread. It must come after the change of account, which
            # takes the death signal back.
            preexec_fn=die_with_us(signal.Signals[death_signal]),
        )
    return Child(name, process, log, stop_signal, patience)


def stop_children(children: Iterable[Child]) -> None:
    """Stop the processes together, and kill what is left of them when our patience ends."""
    running = list(children)
    for child in running:
        if child.code() is None:
            child.process.send_signal(signal.Signals[child.stop_signal])
    asked_at = time.monotonic()
    for child in running:
        rest = asked_at + child.patience - time.monotonic()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.1, rest))
        # Also when it has ended: something that it had started may be left.
        child.signal_group("SIGKILL")
        child.process.wait()


def read_tail(log: Path, lines: int = 20) -> str:
    """Return the last lines of a log, or a note that there are none."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:]) or "(its log is empty)"


def die_with_us(number: signal.Signals) -> Callable[[], None] | None:
    """Return what a new process does first, so that the kernel signals it when we die (Linux)."""
    if sys.platform != "linux":
        return None
    parent = os.getpid()
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        # The parent may have died before the request.
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return ask_kernel
