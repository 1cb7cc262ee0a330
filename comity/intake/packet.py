"""What leaves the house with a warm referral: exactly the parts the person agreed to, as one plain text."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.intake.models import Request
from comity.texts.say import say

PARTS = {
    "what": gettext_lazy("What it is about, in the agency's words"),
    "where": gettext_lazy("The place"),
    "words": gettext_lazy("What they wrote, word for word"),
    "name": gettext_lazy("The name they use"),
    "contact": gettext_lazy("How and when it is safe to reach them"),
}
USUALLY = ("what", "where")
SAFE_WHENS = {
    "any": gettext_lazy("Any time"),
    "mornings": gettext_lazy("Mornings"),
    "afternoons": gettext_lazy("Afternoons"),
    "evenings": gettext_lazy("Evenings"),
    "weekdays": gettext_lazy("Monday to Friday"),
    "weekends": gettext_lazy("Saturday and Sunday"),
}


def packet_text(request: Request, parts: Sequence[str], *, note: str = "", language: str = "en") -> str:
    """The text as the other body receives it. What is not among the parts is not in it."""
    lines: list[str] = []
    if "what" in parts:
        about = [say(f"setting.{request.setting}.name", language)]
        about += [say(f"basis.{basis}.name", language) for basis in request.bases]
        lines.append(_("What it is about: %(what)s") % {"what": ", ".join(about)})
    if "where" in parts:
        place = ", ".join(part for part in (request.place, request.county, request.state) if part)
        lines.append(_("Where: %(place)s") % {"place": place or _("not told")})
    if "name" in parts and request.name:
        called = f"{request.name} ({request.pronouns})" if request.pronouns else request.name
        lines.append(_("Who asks: %(name)s") % {"name": called})
    if "contact" in parts:
        lines += contact_lines(request)
    if "words" in parts and request.narrative:
        lines += ["", _("In their own words:"), request.narrative]
    if note.strip():
        lines += ["", _("From us:"), note.strip()]
    return "\n".join(lines)


def contact_lines(request: Request) -> list[str]:
    """The way they chose and its limits; an address they gave for another way stays here."""
    how = str(request.contact.get("how", ""))
    line = {"email": "email", "phone": "phone", "letter": "address"}.get(how)
    if line is None or not request.contact.get(line):
        return [_("They do not want to be contacted; they may call you.")]
    found = [_("How to reach them: %(line)s") % {"line": request.contact[line]}]
    if hours := [str(SAFE_WHENS[when]) for when in request.contact.get("safe_when") or () if when in SAFE_WHENS]:
        found.append(_("When it is safe: %(hours)s") % {"hours": ", ".join(hours)})
    if how == "phone" and not request.contact.get("voicemail_ok"):
        found.append(_("Leave no message on the machine."))
    if request.contact.get("safe_note"):
        found.append(_("Please mind: %(note)s") % {"note": request.contact["safe_note"]})
    return found
