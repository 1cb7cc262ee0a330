"""`{% load figures %}`: the charts of the reports. Each takes its finding as its title; a table stands beside it."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language_bidi, pgettext

from comity.web.components.ranked import ranking
from comity.web.components.strips import strips

register = template.Library()


@register.inclusion_tag("components/bars.html")
def ranked_chart(rows: Sequence[tuple[str, int | None]], id: str, finding: str, about: str) -> dict[str, Any]:  # noqa: A002 - the word of the page
    """`{% ranked_chart rows id finding about %}`: (label, number or None where it is hidden)."""
    chart = ranking(rows, rtl=get_language_bidi())
    return {"chart": chart, "id": id, "finding": finding, "about": about, "hidden": pgettext("small number", "hidden")}


@register.inclusion_tag("components/strip.html")
def strip_chart(
    rows: Sequence[tuple[str, int | None, int | None, int | None]],
    id: str,  # noqa: A002
    finding: str,
    about: str,
) -> dict[str, Any]:
    """`{% strip_chart rows id finding about %}`: (label, lower quarter, half, upper quarter) in days."""
    chart = strips(rows, rtl=get_language_bidi())
    return {"chart": chart, "id": id, "finding": finding, "about": about, "hidden": pgettext("small number", "hidden")}
