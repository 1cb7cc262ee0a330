"""Write docs/open-pages.md, or with --check fail when it is not what the site says."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
django.setup()

from comity.web.openpages import as_markdown  # noqa: E402 - Django must be set up first

PATH = Path(__file__).resolve().parent.parent / "docs" / "open-pages.md"

if "--check" in sys.argv:
    if not PATH.exists() or PATH.read_text(encoding="utf-8") != as_markdown():
        sys.exit("docs/open-pages.md is not what the site says; run: .venv/bin/python tools/open_pages.py")
else:
    PATH.write_text(as_markdown(), encoding="utf-8")
