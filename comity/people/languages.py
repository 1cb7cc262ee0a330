"""The languages that staff speak, by a tag and a name in the reader's language."""

from babel.core import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

SPOKEN = {
    "en": _("English"),
    "ar": _("Arabic"),
    "asl": _("American Sign Language"),
    "es": _("Spanish"),
    "fr": _("French"),
    "hmn": _("Hmong"),
    "ht": _("Haitian Creole"),
    "km": _("Khmer"),
    "ko": _("Korean"),
    "nv": _("Navajo"),
    "pa": _("Punjabi"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "tl": _("Tagalog"),
    "vi": _("Vietnamese"),
    "zh-hans": _("Chinese"),
}


def language_name(tag: str, reader: str) -> str:
    """A language in the reader's words; the tag itself only where nobody has a name for it."""
    if tag in SPOKEN:
        return str(SPOKEN[tag])
    try:
        return Locale.parse(to_locale(tag)).get_display_name(to_locale(reader)) or tag
    except (UnknownLocaleError, ValueError):
        return tag
