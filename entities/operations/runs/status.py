"""Where a run can stand, and the arrows between, each with its reason."""

from entities.errors import ArrowRefused

ENQUEUED, RUNNING, INTERRUPTED = "enqueued", "running", "interrupted"
PAUSING, PAUSED, CANCELLING, CANCELLED = "pausing", "paused", "cancelling", "cancelled"
FAILED, SUCCEEDED = "failed", "succeeded"

ARROWS = {
    (ENQUEUED, RUNNING): "A worker took it up.",
    (ENQUEUED, PAUSING): "A person asked for a pause before it began.",
    (ENQUEUED, CANCELLING): "A person cancelled it before it began.",
    (RUNNING, SUCCEEDED): "Every segment is done.",
    (RUNNING, FAILED): "It could not go on, or units of it failed.",
    (RUNNING, PAUSING): "A person asked for a pause.",
    (RUNNING, CANCELLING): "A person cancelled it.",
    (RUNNING, INTERRUPTED): "No worker has moved it for a while.",
    (INTERRUPTED, RUNNING): "A worker took it up again.",
    (INTERRUPTED, PAUSING): "A person asked for a pause.",
    (INTERRUPTED, CANCELLING): "A person cancelled it.",
    (PAUSING, PAUSED): "Every worker has let go of it.",
    (PAUSING, RUNNING): "A person let it go on before all had stopped.",
    (PAUSING, CANCELLING): "A person cancelled it.",
    (PAUSED, ENQUEUED): "A person let it go on.",
    (PAUSED, CANCELLING): "A person cancelled it.",
    (CANCELLING, CANCELLED): "Every worker has let go of it.",
    (FAILED, ENQUEUED): "A person has what failed tried again.",
}
ADVANCING = (ENQUEUED, RUNNING, INTERRUPTED)  # a worker may take a segment
LIVE = (*ADVANCING, PAUSING, CANCELLING)  # something is still to happen by itself
ENDED = (CANCELLED, FAILED, SUCCEEDED)
OPEN, OVER = "open", "ended"  # how runs are listed: what is not over, and the rest

PAUSE, RESUME, CANCEL, RETRY = "paused", "resumed", "cancelled", "tried again"
WISHES = {
    PAUSE: {status: PAUSING for status in ADVANCING},
    RESUME: {PAUSED: ENQUEUED, PAUSING: RUNNING},
    CANCEL: {status: CANCELLING for status in (*ADVANCING, PAUSING, PAUSED)},
    RETRY: {FAILED: ENQUEUED},
}


def reason_of(status: str, to: str) -> str:
    """Why a run goes from one status to another. Raises ArrowRefused where no arrow leads there."""
    if (status, to) not in ARROWS:
        raise ArrowRefused(status, to)
    return ARROWS[status, to]


def wished(status: str, wish: str) -> str:
    """The status to which a person's wish leads. Raises ArrowRefused."""
    if status not in WISHES[wish]:
        raise ArrowRefused(status, wish)
    return WISHES[wish][status]


def wishes_open(status: str) -> tuple[str, ...]:
    """What a person may wish of a run that stands there."""
    return tuple(wish for wish, arrows in WISHES.items() if status in arrows)
