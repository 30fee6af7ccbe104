"""Folders and buckets keep one promise: whole files, for nobody else's eyes."""

import os
import stat
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from entities.errors import AddressInvalid, FileMissing, PlaceRefused, PlaceUnavailable
from entities.objects import open_place
from entities.objects.bucket import _client


@pytest.fixture
def bucket(engine):
    """The address of a bucket of this test."""
    _client.cache_clear()
    s3 = boto3.client("s3", "us-east-1")
    s3.create_bucket(Bucket="backups-of-tests")
    yield "s3://backups-of-tests/keyroom"
    for held in s3.list_objects_v2(Bucket="backups-of-tests").get("Contents", ()):
        s3.delete_object(Bucket="backups-of-tests", Key=held["Key"])
    s3.delete_bucket(Bucket="backups-of-tests")
    _client.cache_clear()


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    if request.param == "folder":
        return open_place(str(tmp_path / "backups"))
    return open_place(request.getfixturevalue("bucket"))


def test_what_was_written_is_read_listed_and_removed(place):
    place.write("set/table/b.json", b"two")
    place.write("set/table/a.json", b"one")
    place.write("other/a.json", b"three")
    place.write("set/table/a.json", b"once more")

    assert place.read("set/table/a.json") == b"once more"
    assert list(place.names("set")) == ["set/table/a.json", "set/table/b.json"]
    place.remove(["set/table/a.json", "set/table/never-there"])
    assert list(place.names("set")) == ["set/table/b.json"]
    place.clear("set")
    place.clear("set")
    assert list(place.names("set")) == []
    assert list(place.names("other")) == ["other/a.json"]


def test_a_file_that_is_not_there_is_said_by_its_name(place):
    place.write("set/a.json", b"one")

    for name in ("set/b.json", "set/a.json/c"):
        with pytest.raises(FileMissing, match=name):
            place.read(name)


@pytest.mark.parametrize("name", ["../secret", "a/../../b", "/etc/passwd", "", "a//b", ".hidden"])
def test_no_name_leads_elsewhere(place, name):
    for reach in (place.read, place.clear, lambda name: place.write(name, b"")):
        with pytest.raises(FileMissing):
            reach(name)


def test_nobody_else_can_look_into_a_folder(tmp_path):
    open_place(str(tmp_path / "one" / "two")).write("set/a.json", b"salaries")

    modes = {p: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "one").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    place = open_place(str(tmp_path))

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlaceRefused, match="write .No space left on device"):
        place.write("set/a.json", b"one")

    assert list((tmp_path / "set").iterdir()) == []


def test_a_file_half_written_by_a_killed_process_is_no_file(tmp_path):
    place = open_place(str(tmp_path))
    place.write("set/a.json", b"one")
    (tmp_path / "set" / ".tmp1234").write_bytes(b"hal")

    assert list(place.names("set")) == ["set/a.json"]


@pytest.mark.parametrize("address", ["", "backups", "s3://", "s3://UPPER/x", "s3:/bucket"])
def test_an_address_that_names_no_place_is_refused(address):
    with pytest.raises(AddressInvalid, match="neither a folder nor"):
        open_place(address)


def test_a_path_that_is_a_file_is_refused(tmp_path):
    Path(tmp_path / "file").write_text("")

    with pytest.raises(PlaceRefused):
        open_place(str(tmp_path / "file")).write("set/a.json", b"")


def test_a_bucket_that_is_not_there_is_refused(bucket):
    with pytest.raises(PlaceRefused, match="write .NoSuchBucket"):
        open_place("s3://backups-of-nobody").write("set/a.json", b"")
    with pytest.raises(PlaceRefused, match="read .NoSuchBucket"):
        open_place("s3://backups-of-nobody").read("set/a.json")


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (EndpointConnectionError(endpoint_url="http://x"), PlaceUnavailable),
        (ClientError({"Error": {"Code": "SlowDown"}}, "PutObject"), PlaceUnavailable),
        (ClientError({}, "PutObject"), PlaceRefused),
    ],
)
def test_a_bucket_that_fails_says_whether_it_may_pass(bucket, monkeypatch, error, refusal):
    place = open_place(bucket)

    def fail(**arguments):
        raise error

    monkeypatch.setattr(place._client, "put_object", fail)
    with pytest.raises(refusal):
        place.write("set/a.json", b"")


def test_without_credentials_a_bucket_is_refused(bucket, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    _client.cache_clear()

    with pytest.raises(PlaceRefused, match="NoCredentialsError"):
        open_place(bucket).write("set/a.json", b"")


def test_what_a_bucket_would_not_remove_is_said(bucket, monkeypatch):
    place = open_place(bucket)
    answer = {"Errors": [{"Key": "x", "Code": "AccessDenied"}]}
    monkeypatch.setattr(place._client, "delete_objects", lambda **arguments: answer)

    with pytest.raises(PlaceRefused, match="remove .AccessDenied"):
        place.remove(["set/a.json"])
