"""How the program logs: one line per event, JSON for machines, coloured text for people."""

import logging

import structlog

# Values under these names never reach a log, whoever hands them in.
SECRET_WORDS = ("password", "secret", "token", "authorization", "cookie", "sessionid", "code")


def configure(level: str, *, as_json: bool) -> dict:
    """Configure structlog; return the matching LOGGING setting for the standard library."""
    before = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": before,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # They tell where each credential was found, and below that log whole requests.
            "botocore": {"level": max(logging.WARNING, logging.getLevelName(level))},
            "urllib3": {"level": max(logging.WARNING, logging.getLevelName(level))},
        },
    }


def hide_secrets(_logger, _method: str, event: dict) -> dict:
    """A structlog processor: replace values whose name says that they are secret."""
    for name in event:
        if any(word in name.lower() for word in SECRET_WORDS):
            event[name] = "[hidden]"
    return event
