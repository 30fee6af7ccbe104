"""Where coverage need not look: it doubles the time of all that runs while it does."""

import sys
from functools import wraps
from threading import local

from _pytest.assertion import rewrite
from botocore.client import BaseClient
from django.db.models.sql.compiler import SQLCompiler

from entities.dynamodb import client
from entities.dynamodb.fastpath import FastParser

paused = local()  # .tracer: what this thread goes on with


def untraced(work):
    """The same work, unseen by coverage. Only for what calls none of our own code but `traced`."""

    @wraps(work)
    def unseen(*arguments, **named):
        tracer = sys.gettrace()
        if tracer is None:
            return work(*arguments, **named)
        paused.tracer = tracer
        sys.settrace(None)
        try:
            return work(*arguments, **named)
        finally:
            paused.tracer = None
            sys.settrace(tracer)

    return unseen


def traced(work):
    """The same work, seen by coverage where what called it is not."""

    @wraps(work)
    def seen(*arguments, **named):
        tracer = getattr(paused, "tracer", None)
        if tracer is None or sys.gettrace() is not None:
            return work(*arguments, **named)
        sys.settrace(tracer)
        try:
            return work(*arguments, **named)
        finally:
            sys.settrace(None)

    return seen


def install() -> None:
    """What runs often and calls nothing of ours: pytest reading tests, Django asking SQLite,
    botocore but for the two places where we hook into it."""
    rewrite._rewrite_test = untraced(rewrite._rewrite_test)
    SQLCompiler.execute_sql = untraced(SQLCompiler.execute_sql)
    BaseClient._make_api_call = untraced(BaseClient._make_api_call)
    FastParser.parse = traced(FastParser.parse)
    client.count_attempt = traced(client.count_attempt)
