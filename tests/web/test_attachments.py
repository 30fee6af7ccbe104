"""What is held inside items as base64: shown as what it is, never as what it claims."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.web.attachments import Attachment, media_type
from tests.strategies import values

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8


def held(content: bytes = PNG, **more) -> dict:
    return {"name": "a.png", "type": "image/png", "data": b64encode(content).decode(), **more}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"%PDF-1.7", "application/pdf"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"<svg onload=alert(1)>", "application/octet-stream"),
        (b"<html>", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_kind_is_told_by_the_content(content, kind):
    assert media_type(content) == kind


def test_pictures_open_and_everything_else_is_a_download():
    page = Attachment.read(held(b"<script>alert(1)</script>", type="text/html", name="a.html"))

    assert Attachment.read(held()).disposition == 'inline; filename="a.png"'
    assert page.media_type == "application/octet-stream"
    assert page.disposition == 'attachment; filename="a.html"'


def test_a_data_url_and_real_binary_are_read_too():
    text = "data:image/png;base64," + b64encode(PNG).decode()

    assert Attachment.read({"data": text}).content == PNG
    assert Attachment.read({"data": PNG}).content == PNG
    assert Attachment.read({"data": PNG, "name": 5}).disposition == 'inline; filename="attachment"'


@given(values)
def test_whatever_is_held_is_an_attachment_or_nothing(value):
    for one in (value, {"data": value, "name": value}):
        found = Attachment.read(one)
        assert found is None or found.content


@given(st.text())
def test_no_name_breaks_out_of_its_header(name):
    disposition = Attachment.read(held(name=name)).disposition

    assert disposition.isascii() and disposition.isprintable()
    assert disposition.count('"') == 2
    assert len(disposition) < 110


@pytest.mark.parametrize("data", ["no base64!", "רחוק", "", "AAA", None])
def test_what_cannot_be_decoded_is_nothing(data):
    assert Attachment.read({"data": data}) is None
