"""Days and hours in Arabic, where Django's own formats fall back to English order."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، g:i A"
SHORT_DATETIME_FORMAT = "j/n/Y g:i A"
