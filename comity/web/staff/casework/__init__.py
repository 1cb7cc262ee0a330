"""The pages behind the case page: assessment, plan, services and their kits, outcomes, papers, closing, assignment."""

from django.urls import URLPattern

from comity.web.staff.casework.assessment import urlpatterns as assessment_pages
from comity.web.staff.casework.assignment import urlpatterns as assignment_pages
from comity.web.staff.casework.closing import urlpatterns as closing_pages
from comity.web.staff.casework.documents import urlpatterns as documents_pages
from comity.web.staff.casework.engagements import urlpatterns as engagements_pages
from comity.web.staff.casework.kits import urlpatterns as kits_pages
from comity.web.staff.casework.outcomes import urlpatterns as outcomes_pages
from comity.web.staff.casework.plan import urlpatterns as plan_pages

urlpatterns: list[URLPattern] = [
    *assessment_pages,
    *plan_pages,
    *engagements_pages,
    *kits_pages,
    *outcomes_pages,
    *documents_pages,
    *closing_pages,
    *assignment_pages,
]
