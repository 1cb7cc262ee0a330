"""Sealing: what is told to us in confidence is stored only under a key that is never in the database.

AES-256-GCM everywhere. A matter has its own data key; the master key wraps it. Layout of every sealed blob:
one version byte, 12 bytes of nonce, ciphertext with its 16-byte tag.
"""

import base64
import functools
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
HEADER = "comity master key 1"


class Locked(RuntimeError):
    """A sealed field was read without opening its matter first, or with the wrong key."""


class KeyMissing(RuntimeError):
    """There is no usable master key. Nothing sealed can be read or written without it."""


class MasterKey:
    """The one key that opens the data keys. A file or the environment now; a key service can stand here."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise KeyMissing(f"the master key must be {KEY_BYTES} bytes long")
        self._secret = secret

    @classmethod
    def from_text(cls, text: str) -> "MasterKey":
        """Read what ``make_key_file`` wrote: a header line and the key in base 64."""
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if len(lines) != 2 or lines[0] != HEADER:
            raise KeyMissing("the key file does not look like one that `comity setup` made")
        try:
            return cls(base64.b64decode(lines[1], validate=True))
        except ValueError as error:
            raise KeyMissing("the key file is damaged: its second line is not base 64") from error

    def wrap(self, key: bytes, owner: bytes) -> bytes:
        return seal_under(self._secret, key, b"wrap:" + owner)

    def unwrap(self, wrapped: bytes, owner: bytes) -> bytes:
        return open_under(self._secret, wrapped, b"wrap:" + owner)

    @functools.lru_cache(maxsize=64)  # noqa: B019 - one master key lives as long as the process
    def derive(self, purpose: str) -> bytes:
        """A key of its own for each purpose (HKDF-SHA256, RFC 5869)."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(self._secret)


@functools.lru_cache(maxsize=4)
def _read_master(path: Path, stamp: float) -> MasterKey:
    return MasterKey.from_text(path.read_text(encoding="ascii"))


def master() -> MasterKey:
    """The master key in force. Raises KeyMissing, naming the file, when it is not there."""
    path = Path(settings.KEY_FILE)
    try:
        return _read_master(path, path.stat().st_mtime)
    except FileNotFoundError:
        raise KeyMissing(f"there is no key file at {path}; `comity setup` makes one") from None


def make_key_file(path: Path) -> bool:
    """Write a new master key that only its owner can read. False if one is there already: it is never overwritten."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{HEADER}\n{base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n")
    return True


def seal_under(secret: bytes, plaintext: bytes, bound_to: bytes) -> bytes:
    """Seal under a 32-byte key; ``bound_to`` says where the blob belongs, and it opens nowhere else."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(secret).encrypt(nonce, plaintext, bound_to)


def open_under(secret: bytes, blob: bytes, bound_to: bytes) -> bytes:
    """The plaintext. Raises Locked when the key, the place or the blob is not the one it was sealed with."""
    if blob[:1] != VERSION:
        raise Locked("a sealed blob of an unknown version")
    try:
        return AESGCM(secret).decrypt(blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :], bound_to)
    except InvalidTag:
        raise Locked("this key does not open this blob") from None


def keyed_hash(value: str, purpose: str) -> str:
    """64 hex digits that find a value again without storing it. Useless to anyone without the master key."""
    return hmac.new(
        master().derive(f"hash:{purpose}"), value.encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()


def token_key(token: str, purpose: str) -> bytes:
    """A key that needs both the master key and the token a person holds: for drafts, which only their writer opens."""
    return hmac.new(master().derive(f"token:{purpose}"), token.encode(), hashlib.sha256).digest()
