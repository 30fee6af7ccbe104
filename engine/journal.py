"""The journal: every accepted writing call, one line each, in the order in which it was accepted.

A line is on its way to the disk before its call is answered: handing it to the operating system is
enough to survive `kill -9` of every process; a background task adds fsync, for power cuts.
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Call:
    """One accepted writing call, with all it takes to make it happen again exactly."""

    at: float  # seconds since the epoch: the time the call saw
    seed: str  # what the ids it made were derived from
    account: str
    region: str
    status: int  # HTTP status it was answered with
    action: str
    body: bytes  # JSON


class DamagedJournal(Exception):
    def __init__(self, path: Path, number: int):
        super().__init__(
            f"Line {number} of {path} cannot be read although others follow it. Nothing was "
            f"changed. Move the folder {path.parent} away to begin with empty tables."
        )


class Journal:
    """An append-only file of calls. Opening it for the first time creates it."""

    def __init__(self, path: Path):
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.size = os.fstat(self._file).st_size
        self._synced = self.size

    def calls(self) -> Iterator[Call]:
        """Yield the calls in order, and cut off a last line that was torn by a kill.

        Raises DamagedJournal for an unreadable line that is not the last one.
        """
        good = 0
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                call = _parse(line)
                if call is None:
                    if good + len(line) < self.size:
                        raise DamagedJournal(self.path, number)
                    break
                good += len(line)
                yield call
        os.ftruncate(self._file, good)
        self.size = good

    def append(self, call: Call) -> None:
        """Hand the call to the operating system. Raises OSError when it did not take all of it."""
        line = _format(call)
        written = os.write(self._file, line)
        if written != len(line):
            raise OSError(f"The journal took {written} of {len(line)} bytes")
        self.size += written

    def sync(self) -> None:
        """Force what was appended onto the disk, if anything was since the last time."""
        size = self.size
        if size != self._synced:
            os.fsync(self._file)
            self._synced = size

    def close(self) -> None:
        os.close(self._file)


def _format(call: Call) -> bytes:
    head = (
        f"{call.at!r} {call.seed} {call.account} {call.region} {call.status} {call.action} "
    ).encode()
    # Outside strings JSON may hold line breaks, inside them it may not: a blank means the same.
    text = head + call.body.replace(b"\r", b" ").replace(b"\n", b" ")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _parse(line: bytes) -> Call | None:
    """The call on this line, or None when the line is not whole."""
    checksum, _, text = line[:-1].partition(b" ")
    if not line.endswith(b"\n") or checksum != b"%08x" % zlib.crc32(text):
        return None
    *head, body = text.split(b" ", 6)
    at, seed, account, region, status, action = (part.decode() for part in head)
    return Call(float(at), seed, account, region, int(status), action, body)
