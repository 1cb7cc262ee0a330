"""How a journey walks: a clock that the test holds, and pages that are filled in by the names of their questions."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from playwright.sync_api import Page, expect


class Clock:
    """The site's own moment. It comes in through the server's environment, as `comity.web.doors` offers it."""

    def __init__(self, live_server: Any, now: datetime) -> None:
        self._environ = live_server.thread.httpd.base_environ
        self.move(now)

    def move(self, now: datetime) -> None:
        self.now = self._environ["comity.now"] = now

    def stop(self) -> None:
        del self._environ["comity.now"]


def held(live_server: Any, now: datetime) -> Iterator[Clock]:
    clock = Clock(live_server, now)
    yield clock
    clock.stop()


def go_on(page: Page, *chosen: str, **typed: str) -> None:
    """Answer one question of the public flow and go on."""
    for value in chosen:
        page.locator(f'main input[value="{value}"]').check()
    for name, text in typed.items():
        page.locator(f'main [name="{name}"]').fill(text)
    page.locator("main form button.btn.large").click()


def digits_shown(page: Page) -> str:
    digits = re.sub(r"\D", "", page.locator(".digits-big").inner_text())
    assert len(digits) == 16
    return digits


def fill_in(page: Page, **answers: str | bool) -> None:
    """Fill in the form of a staff page that has all these questions, and send it."""
    form = page.locator("main form")
    for name in answers:
        form = form.filter(has=page.locator(f'[name="{name}"]'))
    expect(form).to_have_count(1)
    for name, value in answers.items():
        answer(form.locator(f'[name="{name}"]'), value)
    form.locator('button:not([type="button"]):not([name])').last.click()


def answer(field: Any, value: str | bool) -> None:
    kind = field.first.evaluate("e => e.type")
    if kind == "radio":
        field.and_(field.page.locator(f'[value="{value}"]')).check(force=True)
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind.startswith("select"):
        field.select_option(str(value))
    else:
        field.fill(str(value))
