"""A Python that has read Attest's modules already, and does each command in a process of its own, forked from it.

To read them takes longer than most commands do. `python -m tests.cli.warm` reads a command from each line of its
standard input and writes its exit code in a line of its own; what the command itself prints goes into two files.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import select
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""How long a command may take, in seconds."""


@dataclass(frozen=True)
class Warm:
    """The Python that waits, and the folder for what its commands print."""

    process: subprocess.Popen[bytes]
    folder: Path

    def run(self, arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
        """`python -m graph ARGUMENTS`: its exit code, and what it wrote on stdout and stderr."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        out, err = self.folder / "out", self.folder / "err"
        asked = [list(arguments), dict(environment), str(out), str(err)]
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        if not select.select([self.process.stdout], [], [], PATIENCE)[0]:
            raise TimeoutError(f"no end within {PATIENCE:.0f} s: {' '.join(arguments)}")
        code = int(self.process.stdout.readline())
        return code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


@contextmanager
def warm(environment: Mapping[str, str]) -> Iterator[Warm]:
    """Start it, with this environment, which is that of Python as it reads the modules."""
    with (
        TemporaryDirectory(prefix="attest-warm-") as folder,
        subprocess.Popen(
            [sys.executable, "-m", "tests.cli.warm"],
            cwd=ROOT,
            # A process with threads cannot be forked safely.
            env={**environment, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        ) as process,
    ):
        try:
            yield Warm(process, Path(folder))
        finally:
            process.kill()


def _wait() -> None:
    import graph.desk.desk
    import graph.terminal.commandline  # noqa: F401

    # A child that collects garbage would copy all that it has from here.
    gc.collect()
    gc.freeze()
    while line := sys.stdin.buffer.readline():
        child = os.fork()
        if not child:
            _become(*json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.buffer.write(b"%d\n" % os.waitstatus_to_exitcode(status))
        sys.stdout.buffer.flush()


def _become(arguments: list[str], environment: dict[str, str], out: str, err: str) -> None:
    """Be a fresh `python -m graph ARGUMENTS` from here to the end."""
    new = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, opened in enumerate((os.open(os.devnull, os.O_RDONLY), os.open(out, new), os.open(err, new))):
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
    code = 0
    try:
        runpy.run_module("graph", run_name="__main__", alter_sys=True)
    except SystemExit as ends:
        code = ends.code if isinstance(ends.code, int) else int(ends.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    # What is left of an orderly end; to take every module apart, copying it first, takes longer than most commands.
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _wait()
