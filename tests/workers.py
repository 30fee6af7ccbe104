"""Which tests run on the same worker: what takes seconds to make is made by one, and first.

Whole files go to a worker at a time; with `--dist loadgroup --no-loadscope-reorder`, as in
`make test`, the groups are handed out in this order.
"""

import pytest

# By fixture: an engine with data, a dashboard, a browser, the demo data made or laid out.
COSTLY = ("shared", "loaded", "chromium", "demo", "contracts", "demo_shelf", "real_store")
ONE = {"contracts": "demo"}  # made of each other


def group(items: list[pytest.Item]) -> None:
    """Name the group of each test, and put the costly ones first; their order within stays."""
    for item in items:
        costly = [name for name in COSTLY if name in item.fixturenames]
        name = ONE.get(costly[0], costly[0]) if costly else item.path.as_posix()
        item.add_marker(pytest.mark.xdist_group(name))
    items.sort(key=lambda item: not set(COSTLY) & set(item.fixturenames))
