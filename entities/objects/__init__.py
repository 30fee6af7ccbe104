"""Places where whole files of ours are kept, such as backups: a folder, or a bucket of S3."""

from pathlib import Path

from entities.errors import AddressInvalid
from entities.objects.bucket import SCHEME, bucket_at
from entities.objects.folder import Folder
from entities.objects.place import Place

__all__ = ["Place", "open_place"]


def open_place(address: str) -> Place:
    """The place at a folder's full path or at s3://bucket/prefix. Raises AddressInvalid."""
    if address.startswith(SCHEME):
        return bucket_at(address)
    if not Path(address).is_absolute():
        raise AddressInvalid(address)
    return Folder(Path(address))
