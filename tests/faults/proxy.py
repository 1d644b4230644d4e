"""Stands between the application and PostgreSQL, on 127.0.0.1, and cuts the line where a commit goes through."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

Cut = Literal["", "before", "after", "answered"]


class Proxy:
    """A line to a server that can be cut at the next commit.

    Attributes:
        cut: where the next commit is cut off: before it reaches the server, after it was sent, or once the server has
            answered and before the application hears of it. One cut, then the line holds again.
        cuts: how many there were.
        leaves: whether nobody gets through any more after a cut.
    """

    def __init__(self, server: Path) -> None:
        self._server = str(server / ".s.PGSQL.5432")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cut: Cut = ""
        self.cuts = 0
        self.leaves = False
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """No more lines."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.leaves and self.cuts:
                    client.close()
                    continue
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                silent = threading.Event()
                threading.Thread(target=self._asked, args=(client, server, silent), daemon=True).start()
                threading.Thread(target=self._answered, args=(client, server, silent), daemon=True).start()

    def _asked(self, client: socket.socket, server: socket.socket, silent: threading.Event) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                cut, hit = self.cut, b"COMMIT" in data
                if cut and hit:
                    self.cuts += 1
                    self.cut = ""
                    if cut == "before":
                        break
                    if cut == "answered":
                        silent.set()
                        server.sendall(data)
                        continue
                    server.sendall(data)
                    break
                server.sendall(data)
        _hang_up(client, server)

    def _answered(self, client: socket.socket, server: socket.socket, silent: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if silent.is_set():
                    break
                client.sendall(data)
        _hang_up(client, server)


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def proxy(server: Path) -> Iterator[Proxy]:
    """A proxy to the server whose socket is in a folder."""
    made = Proxy(server)
    try:
        yield made
    finally:
        made.close()
