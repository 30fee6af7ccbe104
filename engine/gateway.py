"""The engine's door: who may ask what, and what happens around the requests."""

import asyncio
import contextlib

from ministack.app import app as ministack
from ministack.services import s3
from recorder import Recorder
from snapshot import BucketsFile

HEALTH = "/_ministack/health"
OWN_HOSTS = ("127.0.0.1", "localhost")


class Gateway:
    """An ASGI application: the engine, for programs of this machine only."""

    def __init__(self, recorder: Recorder, *, expiry_interval: int):
        """expiry_interval: seconds between two looks for expired items."""
        self._recorder = recorder
        self._expiry_interval = expiry_interval

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            if refusal := _refusal(scope):
                await _refuse(send, refusal)
            else:
                await ministack(scope, receive, send)

    async def _live(self, receive, send):
        await receive()
        care = asyncio.create_task(self._care())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        care.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await care
        await send({"type": "lifespan.shutdown.complete"})

    async def _care(self):
        """Once a second: force the journal to disk, shorten it; now and then: expire items."""
        seconds = 0
        while True:
            await asyncio.sleep(1)
            seconds += 1
            if seconds % self._expiry_interval == 0:
                self._recorder.expire()
            await asyncio.to_thread(self._recorder.sync)
            self._recorder.tend()


def keep_buckets(file: BucketsFile) -> None:
    """Save names and settings of buckets whenever one changes. Objects are files already."""
    handle = s3.handle_request

    async def handle_request(method, path, headers, body, query_params):
        answer = await handle(method, path, headers, body, query_params)
        is_bucket = "/" not in path.strip("/")
        if is_bucket and method in ("PUT", "DELETE") and answer[0] < 300:
            file.save()
        return answer

    s3.handle_request = handle_request


def _refusal(scope) -> str | None:
    """Why this request is turned away, or None.

    The engine asks for no password. So a page on the internet, open in a browser of this machine,
    must not get through (it shows by its Origin, or by a Host that is not ours), and the calls that
    wipe or rewire the engine are closed.
    """
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get(b"host", "").rpartition(":")[0] or headers.get(b"host", "")
    if b"origin" in headers:
        return "The engine does not talk to web pages"
    if host not in OWN_HOSTS and not host.endswith(".localhost"):
        return f"The engine is not {host}"
    if scope["path"].startswith(("/_ministack", "/_localstack")) and scope["path"] != HEALTH:
        return "Closed"
    return None


async def _refuse(send, reason: str):
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})
