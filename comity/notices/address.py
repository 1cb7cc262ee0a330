"""Where and how a person said that we may reach them; without their consent there is no address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CHANNELS = ("email", "phone", "letter", "receipt", "no")


@dataclass(frozen=True)
class Address:
    """One way to one person. ``channel`` is email, phone or letter; none means: they read it with their receipt."""

    channel: str
    line: str
    role: str = "person"  # person, companion, staff
    safe_when: tuple[str, ...] = ()
    timezone: str = "UTC"
    read_note_first: bool = False  # they wrote a wish in words that no machine can obey


NOWHERE = Address(channel="none", line="")


def address_of(contact: Mapping[str, Any], *, consent: bool, timezone: str) -> Address:
    """The way this person chose. Nothing leaves the house without consent, and a way they did not choose stays shut."""
    how = contact.get("how", "")
    line = {"email": contact.get("email"), "phone": contact.get("phone"), "letter": contact.get("address")}.get(how)
    if not consent or not line:
        return NOWHERE
    when = contact.get("safe_when") or ()
    return Address(
        channel=how,
        line=str(line),
        safe_when=(when,) if isinstance(when, str) else tuple(when),
        timezone=contact.get("timezone") or timezone,
        read_note_first=bool(contact.get("safe_note")),
    )


def address_of_staff(email: str) -> Address:
    """A colleague's work address."""
    return Address(channel="email", line=email, role="staff")
