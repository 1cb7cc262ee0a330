"""Words that somebody searches for travel sealed: a name must not stand in an address, a history or a log.

A line of filters alone is an ordinary address. Words go into the address as a sealed token that opens for the same
account only, for as long as the key file is the same.
"""

from __future__ import annotations

import base64
import binascii

from comity.trust import sealing
from comity.trust.viewer import Viewer

LONGEST_TOKEN = 4000


def place(viewer: Viewer) -> bytes:
    return f"caseload-line:{viewer.account_id}".encode()


def sealed(line: str, viewer: Viewer) -> str:
    """The line as a token for the address."""
    blob = sealing.seal_under(secret(), line.encode("utf-8", "surrogatepass"), place(viewer))
    return base64.urlsafe_b64encode(blob).decode("ascii").rstrip("=")


def opened(token: str, viewer: Viewer) -> str:
    """The line again; nothing when the token is broken, old, or was made for somebody else."""
    if not token or len(token) > LONGEST_TOKEN or not token.isascii():
        return ""
    try:
        blob = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return sealing.open_under(secret(), blob, place(viewer)).decode("utf-8", "surrogatepass")
    except (sealing.Locked, binascii.Error, ValueError):
        return ""


def secret() -> bytes:
    return bytes.fromhex(sealing.keyed_hash("line", "caseload-line"))
