"""Coming in with the receipt, and closing the door again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.intake import front
from comity.trust.lifecycle import Refused
from comity.web import flow_cookie
from comity.web.doors import Visit
from comity.web.participant import matter
from comity.web.participant.follow import Digits


@csrf_exempt  # nobody is signed in here; what the form needs to know is typed into it
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Visit) -> HttpResponse:
    """The digits open the matter; a slip is named, a wrong receipt costs a little time."""
    is_ours = request.method == "POST" and not flow_cookie.from_elsewhere(request)
    form = Digits(request.POST if is_ours else None)
    if is_ours and form.is_valid():
        try:
            opened = front.open_by_receipt(
                form.cleaned_data["digits"],
                address=request.META.get("REMOTE_ADDR", ""),
                now=request.now,
                language=get_language() or "en",
            )
        except Refused as refused:
            form.add_error("digits", str(refused))
        else:
            token = front.begin_visit(opened, now=request.now)
            return flow_cookie.give(arrived(request, opened, token, form), token, lasts=front.VISIT_LASTS)
    status = 400 if form.is_bound else 200
    return render(request, "participant/follow.html", {"form": form, "nav": "follow", "noindex": True}, status=status)


def arrived(request: Visit, opened: front.Opened, token: str, form: Digits) -> HttpResponse:
    """On to the matter; with a message that had been written before the visit ran out, ready to be sent."""
    unsent = form.cleaned_data["unsent"]
    if not unsent:
        return redirect("participant:matter")
    message = matter.MessageForm(initial={"body": unsent})
    return matter.whole(request, opened, front.form_key(token), message=message, is_unsent=True)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Visit) -> HttpResponse:
    """Close the matter in this browser."""
    if request.method != "POST" or flow_cookie.from_elsewhere(request):
        return redirect("participant:follow")
    front.discard(flow_cookie.token_of(request))
    return flow_cookie.take(redirect("public:home"))
