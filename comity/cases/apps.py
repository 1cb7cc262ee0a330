from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "comity.cases"
    label = "cases"

    def ready(self) -> None:
        # Without these rules an entry sealed to its author would be seen by everybody with a grant on the matter.
        import comity.cases.access  # noqa: F401, PLC0415 - models are not ready when this file is read
