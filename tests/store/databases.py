"""A real PostgreSQL server for one test session, made from the programs on this machine, and fresh databases in it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

ACCOUNTS = ("postgres", "nobody")
"""Whom to run the server as where the tests run as root, which it refuses."""
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=40")
PATIENCE = 60.0
"""How long a server may take to start, in seconds."""


@dataclass
class Server:
    """A server that answers on a socket in `folder`, and can be killed and started again.

    Attributes:
        folder: where its data, its log and its socket are.
        caller: what its programs are called with so that they do not run as root.
    """

    folder: Path
    caller: list[str]
    _process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fresh(self, like: str = "") -> str:
        """The address of a new database: empty, or a copy of another one to which nobody is connected."""
        name = f"attest_{next(self._numbers)}"
        of = f' TEMPLATE "{_name(like)}"' if like else ""
        with psycopg.connect(self.reached("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"{of}'.encode())
        return f"postgresql://attest@/{name}?host={self.folder}"

    def drop(self, address: str) -> None:
        """Take a database away, whoever is connected to it."""
        with psycopg.connect(self.reached("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{_name(address)}" WITH (FORCE)'.encode())

    def answers(self) -> bool:
        """Whether it takes connections by now."""
        try:
            psycopg.connect(self.reached("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Start it, and come back when it answers."""
        options = [part for option in (*QUICK, "listen_addresses=") for part in ("-c", option)]
        log = self.folder / "log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [*self.caller, program("postgres"), "-D", self.folder / "data", "-k", self.folder, *options],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text(encoding='utf-8')}")
            time.sleep(0.05)

    def crash(self) -> None:
        """Kill it as it stands: nothing is finished, nothing is written; the next start has to recover."""
        stop = ("stop", "-D", self.folder / "data", "-m", "immediate", "-s")
        subprocess.run([*self.caller, program("pg_ctl"), *stop], cwd=self.folder, check=True, timeout=PATIENCE)
        assert self._process is not None
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """Fast shutdown: whoever is connected still is cut off."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)

    def reached(self, database: str) -> str:
        """How psycopg reaches one of its databases."""
        return f"host={self.folder} user=attest dbname={database}"


def _name(address: str) -> str:
    """The name of the database at an address."""
    return address.partition("@/")[2].partition("?")[0]


def program(name: str) -> str:
    """Where a program is: on the path, or where Debian keeps the newest version's; an error in words without it."""
    found = shutil.which(name)
    if found:
        return found
    kept = [path for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}") if path.parts[4].isdigit()]
    if not kept:
        raise FileNotFoundError(
            f"The program {name} is not on this machine; the store is tested on a real PostgreSQL and nothing is "
            "skipped. Install PostgreSQL (Debian or Ubuntu: apt-get install postgresql)."
        )
    return str(max(kept, key=lambda path: int(path.parts[4])))


@contextmanager
def server() -> Iterator[Server]:
    """A server that nobody else reaches: a socket in a folder of its own, no port, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="attest-postgresql-"))
    try:
        unprivileged = _as_another(folder)
        # Sorted as people sort, not as bytes lie: nothing of ours may depend on the order of a database's texts.
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US")
        made = subprocess.run(
            [
                *unprivileged,
                program("initdb"),
                "-D",
                folder / "data",
                "-U",
                "attest",
                "-A",
                "trust",
                "--no-sync",
                *locale,
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
        if made.returncode:
            raise RuntimeError(f"initdb made no database: {made.stderr}")
        running = Server(folder, unprivileged)
        try:
            running.start()
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_another(folder: Path) -> list[str]:
    """What to call a program with so that it does not run as root; the folder is theirs then."""
    if os.geteuid():
        return []
    for account in ACCOUNTS:
        try:
            person = pwd.getpwnam(account)
        except KeyError:
            continue
        os.chown(folder, person.pw_uid, person.pw_gid)
        return [program("setpriv"), f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--clear-groups"]
    raise LookupError(f"PostgreSQL refuses to run as root, and there is no account {' or '.join(ACCOUNTS)} here.")
