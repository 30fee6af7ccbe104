"""Makes one staff account per role on the embedded engine, and prints how to sign in."""

import json
import secrets
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import BaseCommand, CommandError

from entities.catalogue import catalogue
from entities.conf import embedded, get_store
from entities.errors import Refusal
from entities.models import Role, Staff

LIMITED = "limited"


class Command(BaseCommand):
    help = "Make one demo account per role; only where the embedded engine is in use."

    def handle(self, **options):
        if not embedded():
            raise CommandError("Demo accounts are made on the embedded engine only.")
        path = settings.VAR_DIR / "demo-accounts.json"
        kept = json.loads(path.read_text()) if path.exists() else {}
        names = (*Role.values, LIMITED)
        passwords = {name: kept.get(name) or secrets.token_urlsafe(9) for name in names}
        for name in names:
            facts = _facts(name) | {"password": partial(make_password, passwords[name])}
            user, is_new = Staff.objects.get_or_create(username=name, defaults=facts)
            if not is_new and name not in kept:
                user.set_password(passwords[name])  # nobody could know the one it has
                user.save()
        _keep(path, passwords)
        self.stdout.write("Sign in with a demo account:")
        for name, password in passwords.items():
            note = "  (a viewer of one company)" if name == LIMITED else ""
            self.stdout.write(f"  {name:<14} {password}{note}")


def _facts(name: str) -> dict:
    """What the account of this name is made with; one that is there stays as it is."""
    limited = name == LIMITED
    return {
        "role": Role.VIEWER if limited else name,
        "every_company": not limited,
        "companies": _one_company if limited else [],
        "email": f"{name}@example.com",
    }


def _keep(path: Path, passwords: dict[str, str]) -> None:
    """For the next start of this copy, which has them too; the file is the owner's alone."""
    path.touch(mode=0o600)
    path.write_text(json.dumps(passwords))


def _one_company() -> list[str]:
    """The company whose name comes first, so that the limited account sees something."""
    tenant = catalogue.tenants[0]
    named = []
    try:
        for page in get_store().pages(tenant, attributes=(*tenant.keys, tenant.heading)):
            named += [i for i in page.items if isinstance(i.get(tenant.heading), str)]
    except Refusal as refusal:
        raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
    first = min(named, key=lambda company: company[tenant.heading], default=None)
    return [first[tenant.partition]] if first else []
