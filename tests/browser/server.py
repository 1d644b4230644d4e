"""Starts the real application for a test: its own store, its own port, and its output at hand when it fails."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """A running application: where it answers, and where it writes what it prints."""

    url: str
    log: Path


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(
    folder: Path,
    *,
    data: Path | None = None,
    seconds: float = 60,
    caller: Sequence[str] = (),
    log: Path | None = None,
    port: int = 0,
) -> Iterator[Server]:
    """Run the application over `data` (the curated list by default), with its store under `folder`, at a free port
    unless one is named.

    It is called through `caller`, a program that takes another as its arguments, and prints into `log`.

    Fails with the server's own words where it dies or is not ready in time.
    """
    port = port or free_port()
    log = log or folder / "server.log"
    environment = os.environ | {"ATTEST_DATABASE_URL": f"sqlite:///{folder / 'attest.sqlite'}"}
    if data is not None:
        environment |= {"ATTEST_DATA": str(data)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*caller, sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait(process, url + "readyz", log, seconds)
        yield Server(url, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"the server was not ready within {seconds} s:\n{log.read_text()}")
