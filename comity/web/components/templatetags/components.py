"""`{% load components %}`: icons, fields and figures for the pages of all doors. Shown at /staff/gallery/."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.web.components import charts, gallery, roundtable, seatring, tilemap

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """`{% icon "arrow" "flip" %}`: a small picture beside a word; "flip" turns with the reading direction."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, static("comity/icons.svg"), name
    )


@register.simple_tag
def glyph(name: str) -> SafeString:
    """`{% glyph "mediation" %}`: the large drawing of one of the four services."""
    return format_html(
        '<svg class="glyph" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" '
        'stroke-linejoin="round" aria-hidden="true"><use href="{}#g-{}"/></svg>',
        static("comity/icons.svg"),
        name,
    )


@register.inclusion_tag("components/emergency.html")
def exit_strip() -> dict[str, Any]:
    """`{% exit_strip %}`: the emergency strip where no surroundings are at hand, as on an error page."""
    return {"number": settings.EMERGENCY_NUMBER, "exit_url": settings.EXIT_TO, "exit_forget": ""}


@register.inclusion_tag("components/round_table.html")
def round_table() -> dict[str, Any]:
    """`{% round_table %}`: the table of the first page with its one free seat."""
    return {"chairs": roundtable.chairs()}


@register.inclusion_tag("components/tile_map.html")
def tile_map(tiles: Sequence[tilemap.Tile], link: str = "", css: str = "") -> dict[str, Any]:
    """`{% tile_map tiles %}`: tiles made by tilemap.by_region or tilemap.by_number; link ends in "?q=" or is empty."""
    return {"tiles": tiles, "link": link, "css": css, "width": tilemap.WIDTH, "height": tilemap.HEIGHT}


@register.inclusion_tag("components/seat_ring.html")
def seat_ring(parties: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """`{% seat_ring parties %}`: (label, seat state) pairs, in the order of the list below it."""
    placed = seatring.seats(parties)
    return {
        "seats": placed,
        "sitting": sum(seat.state == "at-table" for seat in placed),
        "all": len(placed),
        "width": seatring.WIDTH,
        "height": seatring.HEIGHT,
    }


@register.inclusion_tag("components/line_chart.html")
def line_chart(
    points: Sequence[tuple[date | datetime, float, str]], title: str, finding: str = "", top: float = 10
) -> dict[str, Any]:
    """`{% line_chart points title finding %}`: (when, value, word) in order of time; the finding is a sentence."""
    first, last = (points[0][0], points[-1][0]) if points else (None, None)
    return {"chart": charts.line(points, top=top), "title": title, "finding": finding, "first": first, "last": last}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    rows: Sequence[tuple[str, int | float | None]], title: str, unit: str = "", hues: bool = False
) -> dict[str, Any]:
    """`{% bar_chart rows title %}`: (label, number or None where hidden); the title states the finding."""
    return {"bars": charts.bars(rows, hues=hues), "title": title, "unit": unit}


@register.inclusion_tag("components/meter.html")
def meter(value: float, most: float, label: str, css: str = "") -> dict[str, Any]:
    """`{% meter 5 8 "5 of 8 points settled" %}`: how much of a whole; the label says it in words."""
    share = 100 * min(max(value / most, 0), 1) if most else 0
    return {"share": f"{share:.1f}", "label": label, "css": css}


@register.inclusion_tag("components/progress.html")
def progress(step: int, of: int) -> dict[str, Any]:
    """`{% progress 2 6 %}`: how far along the questions the reader is, in words and as a bar."""
    return {"step": step, "of": of, "parts": [number <= step for number in range(1, of + 1)]}


@register.inclusion_tag("components/field.html")
def field(bound: forms.BoundField, hint: str = "", css: str = "") -> dict[str, Any]:
    """`{% field form.place %}`: label, hint, the box itself and what is wrong with it, tied together for readers."""
    widget = bound.field.widget
    return {
        "bound": bound,
        "hint": hint or bound.help_text,
        "css": css,
        "group": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
        "single": isinstance(widget, forms.CheckboxInput),
        "control": _control(bound, hint),
        "limit": widget.attrs.get("data-limit"),
    }


def _control(bound: forms.BoundField, hint: str) -> SafeString:
    """The box with the class of the design and with what describes it."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput | forms.HiddenInput):
        return bound.as_widget()
    described = [f"{bound.auto_id}-hint"] if hint or bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
    attrs: dict[str, str | bool] = {"class": f"input {widget.attrs.get('class', '')}".strip()}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm | None) -> dict[str, Any]:
    """`{% error_summary form %}`: what needs another look, each line a link to its field; nothing when all is well."""
    return {"form": form}


@register.inclusion_tag("components/gallery.html")
def component_gallery() -> dict[str, Any]:
    """`{% component_gallery %}`: all of these on one page; the staff door shows it at /staff/gallery/."""
    return gallery.samples()


@register.filter
def at(mapping: Mapping[Any, Any], key: object) -> Any:
    """`{{ names|at:slug }}`: the entry of a mapping under a key that is itself a variable."""
    return mapping.get(key, "")
