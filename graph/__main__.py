"""Attest from a terminal: `python -m graph COMMAND`, the same jobs as on the screen.

Exit codes: 0 well, 1 findings in the data, 2 wrong usage, 3 store unavailable. JSON goes to stdout, messages to stderr.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from graph.model.errors import AttestError, DataProblems
from graph.terminal.answer import WRONG_USAGE, tell
from graph.terminal.commandline import parser

_BROKEN_PIPE, _INTERRUPTED = 128 + signal.SIGPIPE, 128 + signal.SIGINT
"""What a shell expects of a program that ended so."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = parser().parse_args(arguments)
    try:
        code: int = asked.command(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; whatever is still in the buffer goes nowhere, without a second complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        tell("Interrupted; nothing was left half done.")
        return _INTERRUPTED
    except DataProblems as error:
        for problem in error.problems:
            tell(str(problem))
        return error.exit_code
    except AttestError as error:
        tell(str(error))
        return error.exit_code
    except OSError as error:
        tell(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))
        return WRONG_USAGE
    return code


if __name__ == "__main__":
    sys.exit(main())
