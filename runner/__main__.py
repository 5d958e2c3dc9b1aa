"""`python -m runner COMMAND`: see dev.py."""

import sys
from collections.abc import Callable

from runner import CannotRun
from runner.checks import check, fix, lock
from runner.demo import demo
from runner.desk import manage
from runner.suite import test

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "fix": fix,
    "manage": manage,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
