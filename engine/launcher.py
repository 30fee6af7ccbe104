"""Runs the embedded engine: MiniStack's DynamoDB, Streams and S3, on the loopback address alone,
with a journal so that nothing it accepted is lost however it ends.

    .venv-engine/bin/python engine/launcher.py --data var/engine --port 0

It needs an environment of its own and shares none with the dashboard, which finds it by the file
`engine.json` in the data directory: {"pid": …, "port": …}.
"""

import argparse
import asyncio
import fcntl
import json
import logging
import os
import signal
import socket
import sys
import time
from pathlib import Path

LOOPBACK = "127.0.0.1"
LOCK_PATIENCE = 30  # seconds that an engine which is just stopping gets for its last snapshot
JOURNAL_LIMIT = 16 * 1024 * 1024  # bytes: two to three seconds to replay
SHORT_JOURNAL = 1024 * 1024  # bytes: replayed sooner than a snapshot of much data is written
EXPIRY_INTERVAL = 30  # seconds
USE_INTERVAL = 1  # seconds between two looks whether anybody uses the engine

logger = logging.getLogger("engine")


def main() -> None:
    options = _options()
    options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _lock(options.data, patience=options.lock_patience)
    _withdraw(options.data)
    _configure(options.data)
    # Only now: the engine reads its settings from the environment while it is imported.
    import begins_with
    import capacity
    from gateway import Gateway, keep_buckets
    from journal import DamagedJournal
    from recorder import DifferentReplay, Recorder
    from snapshot import BucketsFile

    begins_with.install()
    capacity.install()
    recorder = Recorder(
        options.data, journal_limit=options.journal_limit, short_journal=options.short_journal
    )
    try:
        recorder.install()
    except (DamagedJournal, DifferentReplay) as error:
        sys.exit(str(error))
    buckets = BucketsFile(options.data)
    buckets.load()
    keep_buckets(buckets)
    gateway = Gateway(recorder, expiry_interval=options.expiry_interval)
    asyncio.run(_serve(gateway, options.data, options.port, while_used=options.while_used))
    recorder.close()
    lock.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="directory that holds its data")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument(
        "--journal-limit",
        type=int,
        default=JOURNAL_LIMIT,
        help="size in bytes from which the journal is replaced by a snapshot (%(default)s)",
    )
    parser.add_argument(
        "--short-journal",
        type=int,
        default=SHORT_JOURNAL,
        help="size in bytes up to which starting and stopping write no snapshot (%(default)s)",
    )
    parser.add_argument(
        "--expiry-interval",
        type=int,
        default=EXPIRY_INTERVAL,
        help="seconds between two looks for items whose time to live has passed (%(default)s)",
    )
    parser.add_argument(
        "--lock-patience",
        type=float,
        default=LOCK_PATIENCE,
        help="seconds to wait for an engine that still holds the directory (%(default)s)",
    )
    parser.add_argument(
        "--while-used",
        action="store_true",
        help="stop by itself when no process holds a shared lock on the file `users` any more",
    )
    return parser.parse_args()


def _lock(directory: Path, *, patience: float):
    """Hold the directory for this process alone: two engines would each undo the other's writes.

    The lock goes with the process, also when that is killed.
    """
    lock = (directory / "lock").open("w")
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            if time.monotonic() > deadline:
                sys.exit(f"Another engine is using {directory}")
            time.sleep(0.1)


def _configure(directory: Path) -> None:
    os.environ.update(
        SERVICES="dynamodb,dynamodbstreams,s3",
        BIND_HOST=LOOPBACK,
        PERSIST_STATE="0",  # the snapshot is ours: the engine's own would not know the journal
        S3_PERSIST="1",
        S3_DATA_DIR=str(directory.resolve() / "s3"),
        LOG_LEVEL="WARNING",
        AUTH="false",
    )


def _announce(directory: Path, port: int) -> None:
    draft = directory / "engine.json.draft"
    draft.write_text(json.dumps({"pid": os.getpid(), "port": port}))
    draft.replace(directory / "engine.json")
    print(f"engine: http://{LOOPBACK}:{port}", flush=True)


def _withdraw(directory: Path) -> None:
    """Let nobody count on this engine, or on a killed one, any more."""
    (directory / "engine.json").unlink(missing_ok=True)


async def _serve(application, directory: Path, port: int, *, while_used: bool) -> None:
    """Answer requests until SIGTERM, SIGINT or disuse, then finish those under way."""
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    stop = asyncio.Event()

    def stop_serving():
        _withdraw(directory)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop_serving)
    users = (directory / "users").open("a")
    watch = asyncio.create_task(_await_disuse(users, stop_serving)) if while_used else None
    listener = socket.create_server((LOOPBACK, port))
    _announce(directory, listener.getsockname()[1])
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    config.accesslog = None
    config.loglevel = "WARNING"
    await serve(application, config, shutdown_trigger=stop.wait)
    if watch:
        watch.cancel()


async def _await_disuse(users, stop_serving) -> None:
    """Stop when the last user has gone, however it went.

    The lock stays until nothing is served any more: who comes now waits and starts an engine anew.
    """
    while True:
        await asyncio.sleep(USE_INTERVAL)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        stop_serving()
        return


if __name__ == "__main__":
    main()
