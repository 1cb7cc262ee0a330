"""A matter to write about, and a mail server of our own."""

import socket
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Inbox

from comity.notices.address import Address
from comity.trust.models import Account, Matter
from comity.trust.viewer import Viewer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
LENA_ID = 4711
LENA = Viewer(
    name="Lena",
    principals=frozenset({f"account:{LENA_ID}", "desk:atlanta:intake"}),
    account_id=LENA_ID,
    posts=frozenset({("intake", "atlanta")}),
)
JORGE = Address(channel="email", line="jorge@people.example")


@pytest.fixture
def matter(db):
    Account.objects.create(pk=LENA_ID, email="lena@agency.example", name="Lena")
    return Matter.open_new(now=NOON, viewer=LENA, grants=[("desk:atlanta:intake", "intake", "routed")])


class Letterbox(Inbox):
    """What arrived, with the answer the server gives next time."""

    def __init__(self):
        super().__init__()
        self.arrived = []
        self.answers = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "hang up":
            await super().handle_DATA(server, session, envelope)
            server.transport.close()
            return "250 OK"
        if answer.startswith("250"):
            await super().handle_DATA(server, session, envelope)
        return answer

    def handle_message(self, message):
        self.arrived.append(message)


@pytest.fixture
def letterbox(settings):
    """A real SMTP server on this machine, and our settings pointing at it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 5
    yield box
    controller.stop()
