"""A store that may only be read: the picture is there, and every page says that nothing can be saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from graph.desk.desk import Desk
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.store.store import Store
from tests.browser.server import serve
from tests.cli.terminal import SMALL
from tests.faults.test_disk import unprivileged


def test_everything_can_be_seen_and_nothing_is_written(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    file = kept / "attest.sqlite"
    store = Store.open(f"sqlite:///{file}", floor=0)
    Desk(store, Settings(f"sqlite:///{file}", SMALL, tmp_path), DESK).start()
    store.close()
    there = file.read_bytes()
    file.chmod(0o444)
    kept.chmod(0o555)
    try:
        with serve(kept, data=SMALL, caller=unprivileged(), log=tmp_path / "log") as server:
            page = open_page(server.url)
            banner = page.get_by_role("alert").filter(has_text="Nothing can be saved just now")
            expect(banner).to_contain_text("attest.sqlite may only be read", timeout=1000)
            assert str(tmp_path) not in page.content()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.get_by_role("link", name="Actors").click()
            expect(banner).to_be_visible()
            assert "Traceback" not in server.log.read_text(encoding="utf-8")
            # It may still be fetching parts of itself, and would complain of a server that is gone.
            page.close()
    finally:
        kept.chmod(0o755)
    assert file.read_bytes() == there
    assert list(kept.iterdir()) == [file]
