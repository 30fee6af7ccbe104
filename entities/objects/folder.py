"""A folder on this machine, or one that several machines share. Only its owner may look inside."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from entities.errors import FileMissing, PlaceRefused
from entities.objects.place import Place, checked

OURS_ALONE = 0o700


class Folder(Place):
    """Files get mode 0600, folders 0700."""

    def __init__(self, path: Path):
        self._path = path

    def write(self, name: str, content: bytes) -> None:
        path = self._path / checked(name)
        with _refusals("write"):
            _make(path.parent)
            # A name of its own: of two writers of one file neither ever sees half of the other's.
            handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with open(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(unfinished, path)
            except OSError:
                os.unlink(unfinished)
                raise
            _settle(path.parent)

    def read(self, name: str) -> bytes:
        with _refusals("read"):
            try:
                return (self._path / checked(name)).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                raise FileMissing(name) from None

    def names(self, under: str) -> Iterator[str]:
        with _refusals("list"):
            found = sorted((self._path / checked(under)).rglob("[!.]*"))
            yield from (str(path.relative_to(self._path)) for path in found if path.is_file())

    def remove(self, names: Iterable[str]) -> None:
        with _refusals("remove"):
            for name in names:
                (self._path / checked(name)).unlink(missing_ok=True)

    def clear(self, under: str) -> None:
        path = self._path / checked(under)
        with _refusals("remove"):
            if path.exists():
                shutil.rmtree(path)


@contextmanager
def _refusals(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PlaceRefused(what, error.strerror or type(error).__name__) from error


def _make(path: Path) -> None:
    """The folder and those above it, each for the owner alone."""
    if not path.is_dir():
        _make(path.parent)
        path.mkdir(mode=OURS_ALONE, exist_ok=True)


def _settle(path: Path) -> None:
    """The new name survives a power cut, too."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
