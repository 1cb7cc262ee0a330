"""Take the README's pictures from the running demonstration (make pictures); it gets a port and a folder of its own."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PORT = 8797
SITE = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SPECIALIST = "Inez Marrow"
STORY = "Harlow Falls"


def sign_in(page: Page) -> None:
    page.goto(f"{SITE}/staff/sign-in/")
    page.get_by_role("button", name=re.compile(SPECIALIST)).first.click()


def office(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-US")
    sign_in(page)
    shoot(page, "today")
    page.goto(f"{SITE}/staff/cases/")
    page.get_by_role("link", name=re.compile(STORY)).first.click()
    shoot(page, "case")
    page.goto(f"{SITE}/staff/intake/")
    page.goto(f"{SITE}/staff/reports/")
    shoot(page, "report")


def public(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page.goto(f"{SITE}/zh-hans/")
    shoot(page, "home-zh")
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="ar")
    page.goto(f"{SITE}/ar/report/")
    page.locator("main form button.btn.large").click()
    page.locator("input[value=no]").check()
    page.locator("main form button.btn.large").click()
    shoot(page, "report-ar-phone")


def shoot(page: Page, name: str) -> None:
    """One screen, not the whole page, in few colors: a picture for a page about the product must load quickly."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


def wait_for_site() -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{SITE}/health", timeout=5).read()  # noqa: S310 - our own server on this machine
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    sys.exit("the demonstration did not start")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="comity-pictures-")
    comity = Path(sys.executable).parent / "comity"
    command = [comity, "demo", "--no-browser", "--port", str(PORT)]
    demo = subprocess.Popen(command, env={"COMITY_DATA": folder, "PATH": "/usr/bin:/bin"}, stdout=subprocess.DEVNULL)
    try:
        wait_for_site()
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or sys.exit("the pictures need Debian's chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            public(browser)
            office(browser)
            browser.close()
    finally:
        demo.terminate()
        demo.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
