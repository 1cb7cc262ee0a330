"""Somebody in front of the question flow, with a browser that keeps one cookie and knows no JavaScript."""

import re
from datetime import UTC, datetime
from typing import Any

from django.test import Client

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
KEY = re.compile(r'name="key" value="([0-9a-f]+)"')


class Walker:
    """Walks the pages as a person does: looks at a page, fills it in, sends it."""

    def __init__(self, flow: str = "report", language: str = "", *, now: datetime = NOON) -> None:
        self.client = Client(raise_request_exception=True)
        self.flow, self.prefix, self.now = flow, f"/{language}" if language else "", now

    @property
    def moment(self) -> dict[str, Any]:
        return {"comity.now": self.now}

    def get(self, path: str) -> Any:
        return self.client.get(self.prefix + path, **self.moment)

    def post(self, path: str, data: dict[str, Any], **more: Any) -> Any:
        return self.client.post(self.prefix + path, data, **self.moment, **more)

    def at(self, step: str) -> str:
        return f"/{self.flow}/{step}/"

    def begin(self, **data: Any) -> Any:
        return self.post(f"/{self.flow}/", data)

    def key(self, path: str) -> str:
        found = KEY.search(self.get(path).content.decode())
        return found[1] if found else ""

    def answer(self, step: str, **data: Any) -> Any:
        then = f"?then={data['then']}" if "then" in data else ""
        return self.post(self.at(step) + then, {"key": self.key(self.at(step)), **data})

    def send(self) -> Any:
        return self.post(self.at("check"), {"key": self.key(self.at("check"))})

    def digits(self) -> str:
        shown = self.get(self.at("sent")).content.decode()
        return "".join(re.findall(r"<span>(\d{4})</span>", shown))

    def report(self, narrative: str = "They sprayed words on our door.") -> str:
        """The shortest way through; returns the sixteen digits."""
        self.begin()
        self.answer("safety", safety="no")
        self.answer("words", narrative=narrative)
        assert self.send().status_code == 302
        return self.digits()

    def enter(self, digits: str) -> Any:
        return self.post("/follow/", {"digits": digits})

    def act(self, noun: str, **data: Any) -> Any:
        """One button on the page of a matter."""
        return self.post(f"/follow/matter/{noun}/", {"key": self.key("/follow/matter/"), **data})


def text(response: Any) -> str:
    return str(response.content.decode())
