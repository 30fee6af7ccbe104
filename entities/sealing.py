"""Sealing: text that travels in an address but may not be read or forged there.

AES-SIV gives the same seal for the same content, so a sealed key is a stable address that can be
bookmarked; the context binds a seal to its use, so one made for a page opens nothing else.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SealBroken(Exception):
    """The text is not a seal of ours for this context, or it was altered."""


class Sealer:
    """Seals and opens bytes. `secrets`: the first seals, all of them open (rotation)."""

    def __init__(self, *secrets: str):
        self._ciphers = [AESSIV(_derive(secret)) for secret in secrets]

    def seal(self, content: bytes, context: str) -> str:
        sealed = self._ciphers[0].encrypt(content, [context.encode()])
        return urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def open(self, text: str, context: str) -> bytes:
        """Raises SealBroken."""
        try:
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError) as error:
            raise SealBroken from error
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(sealed, [context.encode()])
            except (InvalidTag, ValueError):
                continue
        raise SealBroken


def _derive(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"keyroom sealing")
    return derivation.derive(secret.encode())
