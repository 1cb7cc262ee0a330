from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "comity.meetings"
    label = "meetings"

    def ready(self) -> None:
        # Without this rule the intake desk would see where and when a mediation meets.
        import comity.meetings.access  # noqa: F401, PLC0415 - models are not ready when this file is read
