"""Which tests run on the same worker: those of a file, so that what it needs is made once."""

import pytest
from xdist.scheduler import LoadScopeScheduling

# Each of these tests takes long, most at their full count, and needs nothing that another one made.
APART = (
    "tests/browser/test_accessibility.py::test_",
    "tests/kills/test_kills.py::test_killed",
    "tests/operations/bulk/test_applying.py::test_undo_as_a_whole",
    "tests/operations/restores/test_kills.py::test_a_run_killed",
    "tests/operations/runs/test_faults.py::test_",
    "tests/operations/transfer/test_importing.py::test_export_import",
    "tests/operations/works/test_kills_of_many.py::test_killed",
    "tests/test_every_item.py::test_every_item_opens",
    "tests/web/editing/test_every_value.py::test_",
)
TOGETHER = ("tests/operations/demo/",)  # share the demo data
SLOWEST = ("tests/adminsite/test_start.py", *TOGETHER, "tests/test_every_", "tests/web/test_leaks")


class ByFile(LoadScopeScheduling):
    """Hands a file to whichever worker is free, in the order of the files."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(APART):
            return nodeid
        together = [folder for folder in TOGETHER if nodeid.startswith(folder)]
        return together[0] if together else nodeid.partition("::")[0]


def scheduler(config: pytest.Config, log) -> ByFile:
    config.option.loadscopereorder = False
    return ByFile(config, log)


def put_slowest_first(items: list[pytest.Item]) -> None:
    """So that no worker is left alone with them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(SLOWEST))
