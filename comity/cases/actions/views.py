"""Lists that somebody keeps by name beside their caseload."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comity.cases.actions.checks import author, has_words
from comity.cases.line import parse
from comity.cases.models import SavedView
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

MOST = 30


@transaction.atomic
def save_view(*, name: str, line: str, viewer: Viewer) -> SavedView:
    """A list is kept by name. Free words are refused: they could be a person's name, and this row is not sealed."""
    understood = parse(line)
    if understood.words:
        raise Refused(
            _("A kept list holds filters only, such as “open quiet:7”. Words you search for are not stored: %(line)s")
            % {"line": understood.as_filters or "open"}
        )
    if not understood.as_filters:
        raise Refused(_("Please narrow the list with a filter first, such as “open” or “quiet:7”."))
    held = SavedView.objects.filter(account_id=author(viewer))
    if held.count() >= MOST:
        raise Refused(_("You keep %(most)d lists already. Remove one first.") % {"most": MOST})
    try:
        with transaction.atomic():
            return SavedView.objects.create(
                account_id=author(viewer),
                name=has_words(name, _("Please give the list a name."), most=60),
                line=understood.as_filters,
                position=(held.aggregate(last=Max("position"))["last"] or 0) + 1,
            )
    except IntegrityError:
        raise Refused(_("You already keep a list with this name.")) from None


@transaction.atomic
def remove_view(*, pk: int, viewer: Viewer) -> None:
    """A kept list goes; the cases in it stay."""
    SavedView.objects.filter(pk=pk, account_id=author(viewer)).delete()
