"""Who sees a meeting: whoever works on the matter. The desk that took the first call does not learn who met where."""

from django.db.models import Q

from comity.meetings.models import Attendance, Interpreter, Meeting
from comity.trust.guard import sees
from comity.trust.models import VISITORS, in_force
from comity.trust.viewer import Viewer

# The intake desk keeps its part in a matter after it became a case; a mediation's hour and place are not its business.
FIRST_DESK = "intake"


@sees(Meeting)
@sees(Attendance)
@sees(Interpreter)
def works_on_more_than_the_request(viewer: Viewer) -> Q:
    return Q(matter_id__in=in_force(viewer).exclude(part__in=(*VISITORS, FIRST_DESK)).values("matter_id"))
