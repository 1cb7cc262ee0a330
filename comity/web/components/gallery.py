"""What the gallery shows: every component with invented content, in a long language and from right to left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from comity.web.components import tilemap


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one column of the gallery."""

    html_lang: str
    dir: str
    action: str
    other: str
    title: str
    sentence: str
    words: tuple[str, ...]


SPANISH = Side(
    "es",
    "ltr",
    "Solicitar la participación de una persona mediadora",
    "Guardar y continuar más tarde",
    "Incorporación de representantes del vecindario",
    "Una persona especialista le responderá a más tardar el martes 24 de noviembre, en el idioma que usted prefiera.",
    (
        "Fortalecimiento comunitario",
        "Nacionalidad de origen",
        "Responsabilidades compartidas",
        "Establecimientos educativos",
    ),
)
ARABIC = Side(
    "ar",
    "rtl",
    "اطلب مساعدة وسيط",
    "احفظ وأكمل لاحقًا",
    "ممثلو الحي حول الطاولة",
    "سيقرأ مختص رسالتك قبل يوم الثلاثاء 24 نوفمبر ويرد بلغتك.",
    ("الشراكة المجتمعية", "الأصل القومي", "مسؤولية مشتركة", "المدارس"),
)


class Sample(forms.Form):
    """One field of each kind, two of them wrong, so that errors are seen as well."""

    place = forms.CharField(label="Place", help_text="As rough as you like.")
    story = forms.CharField(label="Story", widget=forms.Textarea(attrs={"rows": 3, "data-limit": 200}))
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Call"), ("b", "Visit")], widget=forms.Select)
    wants = forms.MultipleChoiceField(
        label="Wants", choices=[("talk", "Talk"), ("train", "Training")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Count this in the statistics", required=False)


def samples() -> dict[str, Any]:
    """Everything the gallery page needs."""
    return {
        "sides": (SPANISH, ARABIC),
        "hues": range(10),
        "form": Sample({"place": "", "story": "x" * 20, "kind": "a", "wants": []}),
        "seats": [
            ("Parents", "at-table"),
            ("Students", "at-table"),
            ("Schools", "at-table"),
            ("Police", "at-table"),
            ("City", "at-table"),
            ("家长代表", "invited"),
            ("Faith", "declined"),
            ("Hmong Center", "not-contacted"),
        ],
        "tension": [
            (date(2026, 11, 5), 7, ""),
            (date(2026, 11, 9), 9, "walkout"),
            (date(2026, 11, 13), 6, ""),
            (date(2026, 11, 16), 8, "second walkout"),
            (date(2026, 11, 20), 4, "today"),
        ],
        "bars": [("School", 128), ("Neighborhood", 74), ("Public event", 31), ("Place of worship", None)],
        "map": tilemap.by_number(
            {"FL": 41, "GA": 18, "CA": 60, "TX": 22, "OH": 9, "NY": 33, "WA": 6}, hidden=frozenset({"ND"})
        ),
        "regions": tilemap.by_region(
            {"FL": 3, "GA": 3, "AL": 3, "CA": 8, "NV": 8, "TX": 5}, {"GA": ["hub"], "FL": ["field"], "DC": ["star"]}
        ),
    }
