"""A real browser for the tests: Debian's Chromium, one per worker, a fresh context for each test."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Levels A and AA of WCAG 2.0 to 2.2, and axe's own best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-first-run",
]  # fmt: skip
PATIENCE = 10_000  # milliseconds; two busy cores are slow, and a wait ends with its event anyway
SCRIPTLESS: "WeakSet[BrowserContext]" = WeakSet()
LOCALES = {"en": "en-US", "zh-hans": "zh-CN", "ar": "ar"}

OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1)) {
      const name = element.className && element.className.baseVal === undefined ? '.' + element.className : '';
      found.push(element.tagName.toLowerCase() + name + ' ' + Math.round(box.left) + '..' + Math.round(box.right));
    }
  }
  return {scroll: document.documentElement.scrollWidth, wide, found: found.slice(0, 12)};
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The worker's one browser. Playwright's event loop in this thread looks like async code to Django."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.fail("the browser tests need Debian's chromium: make setup as root, or apt install chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Watcher:
    """Remembers what no page of ours may do: break its own security policy, fail in a script, call another origin."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.complaints: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", lambda request: self.request(request.url))

    def console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(f"security policy: {message.text}")

    def request(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(self.origin):
            self.complaints.append(f"request to another origin: {url}")


def session_cookie(account: object, origin: str) -> dict[str, object]:
    """Signed in the quick way; the sign-in page has its own test."""
    from django.test import Client

    client = Client()
    client.force_login(account)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": urlsplit(origin).hostname,
        "path": settings.SESSION_COOKIE_PATH,
        "httpOnly": True,
        "sameSite": "Lax",
    }


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """open_page("/start/", javascript=False, width=320, dark=True, language="ar", account=lena) -> Page.

    Each call is another person at another machine. Public addresses get the language in the path.
    """
    contexts: list[BrowserContext] = []
    watcher = Watcher(live_server.url)

    def opened(
        path: str = "/",
        *,
        javascript: bool = True,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        language: str = "en",
        account: object = None,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=LOCALES.get(language, language),
            reduced_motion="reduce",
        )
        contexts.append(context)
        if not javascript:
            SCRIPTLESS.add(context)
        context.set_default_timeout(PATIENCE)
        if account is not None:
            context.add_cookies([session_cookie(account, live_server.url)])
        page = context.new_page()
        watcher.watch(page)
        in_path = "" if language == "en" or path.startswith("/staff/") else f"/{language}"
        answer = page.goto(in_path + path)
        assert answer is not None
        assert answer.status < 400, f"{in_path + path} answered {answer.status}"
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watcher.complaints == [], "\n".join(watcher.complaints)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one readable paragraph per rule."""
    # A promise never settles in a page without scripts: the test would wait for ever.
    assert page.context not in SCRIPTLESS, "axe is a script: open the same page with javascript=True to look at it"
    page.evaluate(AXE)
    options = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    found = page.evaluate(f"() => axe.run(document, {options}).then(result => result.violations)")
    return [
        "\n".join([
            f"{rule['id']} ({rule['impact']}): {rule['help']}",
            *(f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}" for node in rule["nodes"][:6]),
        ])
        for rule in found
    ]  # fmt: skip


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """axe(page): no violation of WCAG 2.2 AA, nor of axe's best practice."""

    def check(page: Page) -> None:
        found = violations(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def assert_reflows_at_320() -> Callable[[Page], None]:
    """assert_reflows_at_320(page): readable on the narrowest screen without scrolling sideways (WCAG 1.4.10)."""

    def check(page: Page) -> None:
        before = page.viewport_size
        page.set_viewport_size({"width": 320, "height": 800})
        seen = page.evaluate(OVERFLOWING)
        if before:
            page.set_viewport_size(before)
        sticking_out = "\n    ".join(seen["found"])
        assert seen["scroll"] <= seen["wide"], f"{page.url} is {seen['scroll']} px wide at 320:\n    {sticking_out}"

    return check
