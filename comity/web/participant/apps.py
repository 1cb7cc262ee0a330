from django.apps import AppConfig


class ParticipantDoorConfig(AppConfig):
    name = "comity.web.participant"
    label = "web_participant"
