"""Where coverage need not look: it doubles the time of all that runs while it does."""

import sys
from functools import wraps

from _pytest.assertion import rewrite
from django.db.models.sql.compiler import SQLCompiler


def untraced(work):
    """The same work, unseen by coverage. Only for what calls none of our own code."""

    @wraps(work)
    def unseen(*arguments, **named):
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return work(*arguments, **named)
        finally:
            sys.settrace(tracer)

    return unseen


def install() -> None:
    """What runs often and calls nothing of ours: pytest reading tests, Django asking SQLite."""
    rewrite._rewrite_test = untraced(rewrite._rewrite_test)
    SQLCompiler.execute_sql = untraced(SQLCompiler.execute_sql)
