"""Sealing: what travels in an address or lies in a table but may not be read or forged there.

AES-SIV gives the same seal for the same content, so a sealed key is a stable address that can be
bookmarked; the context binds a seal to its use, so one made for a page opens nothing else.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from entities.errors import SealBroken

__all__ = ["SealBroken", "Sealer"]


class Sealer:
    """Seals and opens bytes. `secrets`: the first seals, all of them open (rotation)."""

    def __init__(self, *secrets: str):
        self._ciphers = [AESSIV(_derive(secret)) for secret in secrets]

    def seal(self, content: bytes, context: str) -> str:
        """The seal as text that is safe in addresses."""
        return _text(self.seal_bytes(content, context))

    def open(self, text: str, context: str) -> bytes:
        """Raises SealBroken."""
        try:
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError) as error:
            raise SealBroken from error
        return self.open_bytes(sealed, context)

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        return self._ciphers[0].encrypt(content, [context.encode()])

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """Raises SealBroken."""
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(sealed, [context.encode()])
            except (InvalidTag, ValueError):
                continue
        raise SealBroken

    def seals(self, content: bytes, context: str) -> list[str]:
        """The seal under every secret, today's first: what to look for after a rotation."""
        sealed = (cipher.encrypt(content, [context.encode()]) for cipher in self._ciphers)
        return list(map(_text, sealed))


def _text(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).rstrip(b"=").decode()


def _derive(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"keyroom sealing")
    return derivation.derive(secret.encode())
