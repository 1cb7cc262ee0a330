"""The languages that staff speak, by a tag and a name in the reader's language."""

from django.utils.translation import gettext_lazy as _

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
