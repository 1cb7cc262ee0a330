"""The WSGI application that granian serves. Behind a proxy, the visitor's own address is known.

Only a proxy on this machine is believed: anybody else could write any address into the header.
"""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), ["127.0.0.1", "::1"])
