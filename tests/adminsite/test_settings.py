"""Settings come from the environment, and what would be unsafe is refused at once."""

import json
import os
import stat
import subprocess
import sys

import pytest

from adminsite import logs, secret_key
from tests.engine.process import ROOT

OURS = ("ENVIRONMENT", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "HTTPS_ONLY", "TRUST_PROXY")


def settings(tmp_path, *names, **environment):
    """The named settings as another process with this environment reads them; or its complaint."""
    program = (
        "import json, sys\nfrom adminsite import settings\n"
        "print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))"
    )
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    finished = subprocess.run(
        [sys.executable, "-c", program, *names],
        cwd=ROOT,
        env=inherited | {"VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )
    if finished.returncode:
        return finished.stderr.splitlines()[-1]
    return json.loads(finished.stdout)


def test_development_needs_no_variable_and_keeps_its_secret_key(tmp_path):
    first = settings(tmp_path, "SECRET_KEY", "ENVIRONMENT", "HTTPS_ONLY")

    assert first == settings(tmp_path, "SECRET_KEY", "ENVIRONMENT", "HTTPS_ONLY")
    assert first["ENVIRONMENT"] == "dev"
    assert not first["HTTPS_ONLY"]
    assert len(first["SECRET_KEY"]) >= 50


def test_the_kept_secret_key_is_readable_by_its_owner_only(tmp_path):
    secret_key.kept_in(tmp_path / "secret-key")

    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_process_that_comes_second_takes_the_key_of_the_first(tmp_path, monkeypatch):
    path = tmp_path / "secret-key"
    make = secret_key.get_random_secret_key
    monkeypatch.setattr(
        secret_key, "get_random_secret_key", lambda: path.write_text("first") and make()
    )

    assert secret_key.kept_in(path) == "first"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_production_and_staging_need_a_secret_key_and_host_names(tmp_path, environment):
    assert "SECRET_KEY is required" in settings(tmp_path, ENVIRONMENT=environment)
    assert "ALLOWED_HOSTS is required" in settings(
        tmp_path, ENVIRONMENT=environment, SECRET_KEY="s" * 50
    )


def test_an_unknown_environment_is_refused(tmp_path):
    assert "must be production, staging or dev" in settings(tmp_path, ENVIRONMENT="prod")


def test_production_insists_on_https_and_logs_json(tmp_path):
    found = settings(
        tmp_path,
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "DEBUG",
        "SECURE_PROXY_SSL_HEADER",
        ENVIRONMENT="production",
        SECRET_KEY="s" * 50,
        ALLOWED_HOSTS="keyroom.example.com",
        TRUST_PROXY="1",
    )

    assert found == {
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "DEBUG": False,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_another_database_gets_none_of_the_settings_of_sqlite(tmp_path):
    found = settings(tmp_path, "DATABASES", DATABASE_URL="postgres://u:p@db/keyroom")

    assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert "OPTIONS" not in found["DATABASES"]["default"]


def test_secrets_never_reach_the_log():
    event = {"event": "signed in", "user": "ana", "password": "x", "csrf_token": "y"}

    assert logs.hide_secrets(None, "info", event) == {
        "event": "signed in",
        "user": "ana",
        "password": "[hidden]",
        "csrf_token": "[hidden]",
    }


def test_a_token_for_the_figures_that_can_be_guessed_is_refused(tmp_path):
    assert "16 characters" in settings(tmp_path, "METRICS_TOKEN", METRICS_TOKEN="short")
    long = {"METRICS_TOKEN": "x" * 16}
    assert settings(tmp_path, "METRICS_TOKEN", **long) == long


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        ("BACKUP_KEPT", "2", "fewer sets are never left"),
        ("BACKUP_HOUR", "24", "BACKUP_HOUR is 0 to 23"),
        ("BACKUP_FOLDER", "static/backups", "among the files that everybody gets"),
    ],
)
def test_a_policy_that_would_lose_or_give_away_backups_is_refused(
    tmp_path, setting, value, complaint
):
    value = str(tmp_path / value) if setting == "BACKUP_FOLDER" else value

    assert complaint in settings(tmp_path, "BACKUP_KEPT", **{setting: value})
