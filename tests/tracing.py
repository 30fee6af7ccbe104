"""Where coverage need not look: it doubles the time of all that runs while it does."""

import sys
from functools import wraps


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
