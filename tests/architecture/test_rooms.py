"""Imports run one way, and each outside library has its one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.code import Module, modules

MAY_IMPORT = {
    "model": set[str](),
    "store": {"model"},
    "evidence": {"model"},
    "network": {"model", "evidence"},
    "scene": {"model", "evidence", "network"},
    "export": {"model", "evidence", "network", "scene"},
    "editing": {"model", "store", "evidence"},
    "desk": {"model", "store", "evidence", "network", "scene", "export", "editing"},
    "ui": {"model", "scene", "desk"},
    "terminal": {"model", "scene", "desk"},
    "__main__": {"model", "terminal"},
    "app": {"model", "ui"},
    "__init__": set[str](),
}
"""Room -> the rooms it may know besides itself."""

HOME = {
    "streamlit": {"ui", "app"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlite3": {"store"},
    "psycopg": {"store"},
    "pyvis": {"scene", "app"},  # app.py serves the files of vis-network that pyvis brings
}
"""Outside library -> the rooms that may import it."""

NO_CLIENTS = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc",
}
"""What could ask another host; nothing in the application does."""

PURE = {"model", "evidence", "network", "scene", "export"}
IMPURE_CALLS = {
    "open",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "uuid.uuid4",
    "uuid4",
    "secrets.token_hex",
    "secrets.token_urlsafe",
}
IMPURE_MODULES = {"random", "secrets", "subprocess", "tempfile", "shutil", "os"}


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def test_every_room_is_known_here() -> None:
    assert {module.room for module in modules()} <= set(MAY_IMPORT)


def test_imports_run_one_way() -> None:
    assert list(_against_the_direction()) == []


def _against_the_direction() -> Iterator[str]:
    for module in modules():
        for line, name in module.imports():
            parts = name.split(".")
            if parts[0] == "graph" and len(parts) > 1:
                target = parts[1]
                if target != module.room and target not in MAY_IMPORT[module.room]:
                    yield f"{module.path}:{line}: {module.room} may not import {name}"


def test_each_library_has_its_room() -> None:
    wrong = [
        f"{module.path}:{line}: {name} belongs to {' and '.join(sorted(rooms))}"
        for module in modules()
        for line, name in module.imports()
        for library, rooms in HOME.items()
        if within(name, library) and module.room not in rooms
    ]
    assert wrong == []


def test_nothing_can_ask_another_host() -> None:
    wrong = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        for line, name in module.imports()
        if any(within(name, client) for client in NO_CLIENTS)
    ]
    assert wrong == []


def test_pure_rooms_read_no_clock_no_chance_no_file() -> None:
    wrong = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        if module.room in PURE
        for line, name in (*module.calls(), *module.imports())
        if name in IMPURE_CALLS or name.split(".")[0] in IMPURE_MODULES
    ]
    assert wrong == []


def test_clock_and_new_ids_are_set_in_the_desk_alone() -> None:
    wrong = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        if module.room != "desk"
        for line, name in module.calls()
        if name in IMPURE_CALLS - {"open"}
    ]
    assert wrong == []


def test_the_environment_is_read_where_the_application_is_composed() -> None:
    wrong = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        if module.path not in ("app.py", "graph/terminal/opened.py", "graph/ui/opened.py")
        for line, name in _attributes(module)
        if name in ("os.environ", "os.getenv")
    ]
    assert wrong == []


def _attributes(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def test_streamlit_is_never_called_inside_a_transaction() -> None:
    """A rerun ends the running script at any call of Streamlit's, also in the middle of a `with`."""
    wrong = [
        f"{module.path}:{inner.lineno}: {ast.unparse(inner.func)}"
        for module in modules()
        for block in ast.walk(module.tree)
        if isinstance(block, ast.With) and any(_is_transaction(item.context_expr) for item in block.items)
        for inner in ast.walk(block)
        if isinstance(inner, ast.Call) and ast.unparse(inner.func).split(".")[0] in ("st", "streamlit")
    ]
    assert wrong == []


def _is_transaction(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Call) and ast.unparse(expression.func).rpartition(".")[2] in {
        "begin",
        "begin_nested",
        "connect",
        "reading",
        "save",
        "transaction",
        "writing",
    }


BEGINS = {f"graph/store/{name}.py" for name in ("transactions", "engine", "sqlite", "backups")}
"""Where a connection is made or a transaction begun; everything else goes through `graph.store.transactions`."""


def test_transactions_begin_in_one_place() -> None:
    """There a writer begins with the lock (`BEGIN IMMEDIATE`), and a reader cannot write."""
    wrong = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        for line, name in module.calls()
        if name.rpartition(".")[2] in ("connect", "begin", "begin_nested") and module.path not in BEGINS
    ]
    assert wrong == []


def test_whatever_writes_is_within_a_transaction_that_may() -> None:
    wrong = [
        f"{module.path}:{call.lineno}: {ast.unparse(call.func)}"
        for module in modules()
        if module.room == "store" and "/migrations/" not in module.path
        for call, around in _with_surroundings(module.tree, ())
        if _writes(call) and not any(_may_write(node) for node in around)
    ]
    assert wrong == []


def _with_surroundings(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Call):
            yield inner, (*around, node)
        yield from _with_surroundings(inner, (*around, node))


def _writes(call: ast.Call) -> bool:
    """Whether a call writes to one of our tables: `CHARTS.update()`, `REVISIONS[name].insert()`."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("insert", "update", "delete"):
        return False
    table = call.func.value.value if isinstance(call.func.value, ast.Subscript) else call.func.value
    return isinstance(table, ast.Name) and table.id.isupper()


def _may_write(node: ast.AST) -> bool:
    """Whether this is `with writing(...)`, or a function that is handed the connection of such a transaction."""
    if isinstance(node, ast.With):
        return any(
            isinstance(item.context_expr, ast.Call) and ast.unparse(item.context_expr.func) == "writing"
            for item in node.items
        )
    return isinstance(node, ast.FunctionDef) and any(argument.arg == "connection" for argument in node.args.args)


def test_no_room_for_odds_and_ends() -> None:
    ends = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [module.path for module in modules() if ends & set(module.path.removesuffix(".py").split("/"))] == []
