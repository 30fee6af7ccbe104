"""The roof: loads the catalogue when Django starts and lets `manage.py check` judge it."""

from django.apps import AppConfig
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

from entities import conf
from entities.catalogue import catalogue
from entities.errors import DeclarationInvalid, SystemNotFound
from entities.web.metrics import counting


class EntitiesConfig(AppConfig):
    name = "entities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        register(declarations_agree)
        show_systems(*conf.systems())
        counting.begin()


def show_systems(*names: str) -> None:
    """Raises ImproperlyConfigured for a system that is not declared."""
    if not names:
        return  # what is declared wrongly is for the check to say
    try:
        catalogue.show(*names)
    except SystemNotFound as unknown:
        raise ImproperlyConfigured(f"SYSTEMS: {unknown} {unknown.hint}") from unknown


def declarations_agree(app_configs, **_):
    """The system check of the catalogue: one error per sentence."""
    try:
        problems = list(catalogue.problems())
    except DeclarationInvalid as error:
        problems = [str(error)]
    return [
        Error(problem, hint="Mend the declaration.", id="entities.E001") for problem in problems
    ]
