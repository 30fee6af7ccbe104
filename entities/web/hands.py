"""What runs work with, made of settings and staff accounts: for pages, workers and commands."""

from datetime import timedelta

from django.core.management import get_commands
from django.db import close_old_connections
from django.http import HttpRequest
from django.utils import timezone

from entities import conf
from entities.catalogue import catalogue
from entities.models import Staff
from entities.operations.runs.hands import Hands, Lease
from entities.permissions import TABLE, viewer_for
from entities.schema.viewer import Viewer, everyone


def hands_of(request: HttpRequest) -> Hands:
    """Those of a page: its viewer is who is signed in, as the view was opened."""
    viewer = request.viewer

    def viewer_of(name: str) -> Viewer:
        return viewer if name == viewer.name else viewer_of_name(name)

    return _hands(conf.get_store(), viewer_of)


def own_hands(store=None) -> Hands:
    """Those of a worker or a command; `store` where it is not that of this environment."""
    return _hands(store or conf.get_store(), viewer_of_name)


def viewer_of_name(name: str) -> Viewer:
    """What the account of this name may do now; nothing where it is gone or inactive.

    A command is its own person, and who may start one has the data anyway: it may do everything.
    An account that is called like a command is nothing but an account.
    """
    close_old_connections()  # a worker outlives the server of the accounts
    staff = Staff.objects.filter(username=name).first()
    if staff is not None:
        return viewer_for(staff)
    if get_commands().get(name) == "entities":
        return everyone(name, *(action.name for action in TABLE))
    return Viewer(name)


def _hands(store, viewer_of) -> Hands:
    held, beat, stuck = (timedelta(seconds=each) for each in conf.run_seconds())
    return Hands(
        store,
        catalogue,
        conf.get_sealer(),
        clock=timezone.now,
        viewer_of=viewer_of,
        lease=Lease(held, beat, stuck),
        places={"files": conf.files_folder(), "backups": conf.backup_folder()},
    )
