"""The entry, `streamlit run app.py`. Wiring only: headers, static files, readiness, the script that draws."""

from __future__ import annotations

import base64
import gc
import hashlib
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    # Streamlit puts the folder of the page script first on the path, not this one.
    sys.path.insert(0, str(ROOT))

import pyvis  # noqa: E402
import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, Response  # noqa: E402
from starlette.routing import Mount, Route  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402
from starlette.types import ASGIApp, Message, Receive, Scope, Send  # noqa: E402

from graph.model.errors import AttestError, NotFound  # noqa: E402
from graph.model.view import parse  # noqa: E402
from graph.ui.opened import desk  # noqa: E402

LONGEST_QUERY = 200


def content_security_policy() -> str:
    """The policy of every response: own scripts only, and Streamlit's one inline script by its hash.

    `blob:` is for the loader of our components, which Streamlit hands to the browser as a blob. Styles may be
    inline, since Streamlit writes them so.
    """
    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Headers:
    """Adds the security headers to every HTTP response."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on; headers go in front of the response's own."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def ready(_request: Request) -> JSONResponse:
    """Whether the store answers: 200 with the number of its last change, else 503."""
    try:
        return JSONResponse({"ready": True, "seq": desk().head().seq})
    except Exception:
        # Whatever is wrong with the store, the answer is that we are not ready; no word of it leaves the server.
        return JSONResponse({"ready": False}, status_code=503)


def find(request: Request) -> JSONResponse:
    """What the query `q` finds, of a longer one its first 200 characters; 503 where the store does not answer."""
    headers = {"cache-control": "no-store"}
    try:
        found = desk().find(request.query_params.get("q", "")[:LONGEST_QUERY])
    except Exception:
        # As above: what is wrong with the store is no business of whoever asks.
        return JSONResponse({"ready": False}, status_code=503, headers=headers)
    return JSONResponse(asdict(found), headers=headers)


def around(request: Request) -> Response:
    """What an expansion of `actor` would bring to the picture that the rest of the query asks for; 404 for nobody."""
    query = dict(request.query_params)
    actor = query.pop("actor", "")
    try:
        told = desk().around(parse(urlencode(query), desk().known).view, actor)
    except NotFound as error:
        return JSONResponse({"error": str(error)}, status_code=404)
    return JSONResponse(told, headers={"cache-control": "no-store"})


def coastlines(_request: Request) -> Response:
    """The land under the map; the same for everybody, for ever."""
    return JSONResponse(desk().coastlines(), headers={"cache-control": "public, max-age=86400"})


def file(request: Request) -> Response:
    """A snapshot as a file in the format that the path names, to be kept; what stands in the way, in words, else."""
    try:
        briefing = desk().snapshots.get(request.path_params["snapshot"])
        exports = desk().exports
        made = exports.write(briefing, request.path_params["format"], exports.options(dict(request.query_params)))
    except AttestError as error:
        return JSONResponse({"error": str(error)}, status_code=404 if isinstance(error, NotFound) else 409)
    headers = {"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"}
    return Response(made.content, media_type=made.media_type, headers=headers)


@asynccontextmanager
async def opened(_app: st.App) -> AsyncIterator[None]:
    """Open the store and take in what is new in `data/` before the first visitor; a store that cannot be opened
    stops the server with one sentence.
    """
    try:
        desk()
    except AttestError as error:
        print(error, file=sys.stderr, flush=True)
        # Nothing is served yet and nothing is open; raised from here it would be a page of traceback, and exit code 3.
        os._exit(error.exit_code)
    # What is here now stays: to look through it for what can be thrown away would hold up everybody.
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    "graph/ui/main.py",
    lifespan=opened,
    routes=[
        Mount("/assets/pyvis", StaticFiles(directory=Path(pyvis.__file__).parent / "lib")),
        Mount("/assets/ui", StaticFiles(directory=ROOT / "graph" / "ui" / "network")),
        Route("/readyz", ready),
        Route("/find", find),
        Route("/around", around),
        Route("/coastlines", coastlines),
        Route("/files/{snapshot}/{format}", file),
    ],
    middleware=[Middleware(Headers, policy=content_security_policy())],
)
