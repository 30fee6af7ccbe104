"""Which line of a file held a key first; kept on disk, so that long files take no more memory."""

import sqlite3


class Met:
    def __init__(self):
        # A temporary database: in memory while it is small, never seen by anybody else.
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE met (mark BLOB PRIMARY KEY, line INT) WITHOUT ROWID")

    def first(self, mark: bytes, line: int) -> int:
        """The line that held the mark first: this one, where none did before."""
        self._database.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (mark, line))
        return self._database.execute("SELECT line FROM met WHERE mark = ?", (mark,)).fetchone()[0]

    def close(self) -> None:
        self._database.close()
