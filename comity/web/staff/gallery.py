"""Every component on one page, in the longest language and right to left."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from comity.web.doors import Visit


@require_safe
def gallery(request: Visit) -> HttpResponse:
    """The components as they are drawn on the pages."""
    return render(request, "staff/gallery.html", {"nav": "gallery"})


urlpatterns = [path("gallery/", gallery, name="gallery")]
