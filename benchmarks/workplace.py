"""Where the measurements are made: an engine of our own, with the demo data, gone afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from adminsite.embedded import AWS_VARIABLES, ROOT, Engine, data_directory, variables

# What somebody may have set for their own dashboard.
THEIRS = ("ENVIRONMENT", "TABLE_PREFIX", "DATABASE_URL", "SECRET_KEY", "HTTPS_ONLY", "TRUST_PROXY")


@contextmanager
def workplace() -> Iterator[None]:
    """Django set up on a fresh engine that holds tables, demo data, look-ups and counts.

    They are made by a process of its own, as at every start, so that the memory of this one is the
    dashboard's.
    """
    with TemporaryDirectory(prefix="keyroom-bench-") as directory:
        _forget_choices()
        os.environ["VAR_DIR"] = directory
        os.environ["DJANGO_SETTINGS_MODULE"] = "adminsite.settings"
        engine = Engine(data_directory(os.environ))
        try:
            engine.start()
            os.environ.update(variables(engine.port))
            _prepare(ROOT)
            django.setup()
            yield
        finally:
            engine.stop()


def _forget_choices() -> None:
    for name in (*AWS_VARIABLES, *THEIRS):
        os.environ.pop(name, None)


def _prepare(root: Path) -> None:
    subprocess.run([sys.executable, "manage.py", "prepare", "--demo"], cwd=root, check=True)
