"""How much processor time processes have used, read from /proc; Linux only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PARENT, USER_TIME, SYSTEM_TIME = 1, 11, 12
"""Places of the fields behind the name in /proc/PID/stat (proc_pid_stat(5))."""


@dataclass(frozen=True, slots=True)
class CpuTime:
    """Seconds of processor time; None where it cannot be read."""

    web: float | None
    database: float | None

    def plus(self, other: CpuTime) -> CpuTime:
        return CpuTime(added(self.web, other.web), added(self.database, other.database))

    def each(self, count: int) -> CpuTime:
        """The share of one of so many requests."""
        return CpuTime(*(None if part is None else part / count for part in self.parts()))

    def parts(self) -> tuple[float | None, float | None]:
        return self.web, self.database

    @property
    def total(self) -> float | None:
        return added(*self.parts())


def less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def added(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def cpu_of_family(pid: int) -> float | None:
    """The time of a process and of those that it has started."""
    parents = {
        int(each.name): int(fields[PARENT])
        for each in PROC.glob("[0-9]*")
        if (fields := stat_fields(int(each.name)))
    }
    family = {pid}
    # A child may have a lower number than its parent once numbers start again.
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return cpu_of(family)


def cpu_of(pids: Iterable[int], *, named: str = "") -> float | None:
    """The time of these processes together; only those whose name begins with `named` count."""
    times = cpu_of_each(pids, named=named)
    return sum(times.values()) if times else None


def cpu_of_each(pids: Iterable[int], *, named: str = "") -> dict[int, float]:
    """The time of each that runs and is called so."""
    ticks = os.sysconf("SC_CLK_TCK")
    return {
        pid: (int(fields[USER_TIME]) + int(fields[SYSTEM_TIME])) / ticks
        for pid in pids
        if (fields := stat_fields(pid, named))
    }


def used_since(before: Mapping[int, float], now: Mapping[int, float]) -> float:
    """What was used between two readings by those that still run: a web server closes a session now
    and then, and opens another."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in now.items())


def stat_fields(pid: int, named: str = "") -> list[str]:
    """The fields behind the name; empty when there is no such process."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return []
    name = text[text.index("(") + 1 : text.rindex(")")]
    return text[text.rindex(")") + 1 :].split() if name.startswith(named) else []
