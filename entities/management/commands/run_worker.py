"""A worker: takes up whatever run is there, page by page, until it is told to stop."""

import logging
import os
import secrets

from django.core.management import BaseCommand

from entities.management.run_commands import until_interrupted
from entities.operations.runs.driving import Driver
from entities.web.hands import own_hands

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Work on runs until SIGTERM or Ctrl-C; the page under way is finished first. Any number of "
        "workers may run at once, on any machine."
    )

    def add_arguments(self, parser):
        parser.add_argument("--name", help="its own among all workers; default: a random one")

    def handle(self, *, name: str | None, **options):
        name = name or f"worker {secrets.token_hex(3)}"
        supervisor = os.environ.get("SUPERVISOR_PID")
        with until_interrupted() as stopped:

            def stop() -> bool:
                """Also where the program that keeps it is gone, however it went."""
                return stopped.is_set() or (bool(supervisor) and os.getppid() != int(supervisor))

            log.info("%s serves", name)
            Driver(own_hands(), name, stop=stop).serve()
            log.info("%s has stopped", name)
