"""What `prepare` does about static files; the rest of it has tests of its own."""

import json

import pytest
from django.core.management import call_command

MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


@pytest.fixture
def sheet(db, settings, tmp_path):
    """The one static file of a copy of the dashboard."""
    sheet = tmp_path / "source" / "app.css"
    sheet.parent.mkdir()
    sheet.write_text("p { color: red }")
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATICFILES_DIRS = [sheet.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": MANIFEST}}
    return sheet


def collected(settings):
    """The file as it is served."""
    manifest = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())
    return settings.STATIC_ROOT / manifest["paths"]["app.css"]


def test_static_files_are_collected_anew_only_when_they_changed(sheet, settings):
    call_command("prepare")
    first = collected(settings)
    first.unlink()
    call_command("prepare")
    assert not first.exists(), "the same files were collected again"

    sheet.write_text("p { color: green }")
    call_command("prepare")

    assert collected(settings).read_text() == "p { color: green }"


def test_static_files_that_are_gone_are_collected_again(sheet, settings):
    call_command("prepare")
    (settings.STATIC_ROOT / "staticfiles.json").unlink()

    call_command("prepare")

    assert collected(settings).exists()
