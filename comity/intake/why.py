"""Why is it ours, or not, and why does this office have it: sentences beside a request, in the reader's words."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from comity.intake.models import Request
from comity.texts.say import say


@dataclass(frozen=True)
class Because:
    """One reason: the rule, the law it rests on, and a sentence a non-lawyer understands."""

    rule: str
    law: str
    text: str
    law_name: str


def screening_reasons(request: Request, language: str) -> list[Because]:
    """The reasons the rules gave when this was decided; the first one decided."""
    return [
        Because(
            rule=reason["rule"],
            law=reason["law"],
            text=say(f"rule.{reason['rule']}", language),
            law_name=say(f"law.{reason['law']}.short", language) if reason["law"] else "",
        )
        for reason in request.screening_rules
    ]


def routing_reasons(request: Request, language: str) -> list[str]:
    """Why this office: one sentence for each thing that led here."""
    with translation.override(language):
        office = say(f"office.{request.office}.name", language)
        if request.rerouted_because:
            return [_("A colleague passed this on to %(office)s.") % {"office": office}]
        if not request.place_known:
            return [_("Nobody knows the place yet, so %(office)s has it. Please ask where it is.") % {"office": office}]
        place = ", ".join(part for part in (request.county, request.state) if part)
        said = [_("%(place)s is served by %(office)s.") % {"place": place, "office": office}]
        if request.field_office:
            field = say(f"office.{request.field_office}.name", language)
            said.append(_("%(office)s is the field office there and sees it too.") % {"office": field})
        if request.border:
            names = ", ".join(say(f"region.{region}.name", language) for region in request.neighbours)
            said.append(_("Another region is near: %(regions)s. Its office can help.") % {"regions": names})
        if request.approximate:
            said.append(_("The place was given only roughly. Please check it."))
        return said
