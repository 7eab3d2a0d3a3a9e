import re

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from wksbm.regions.picker import ANY_LEVEL, FIELD, REQUIRED, RegionPicker, VillagePicker

FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}\Z")


@require_GET
@login_required
def picker(request):
    """The selects of the place field named in the address, as far as chosen, inside the user's areas."""
    name = request.GET.get(FIELD, "")
    if not FIELD_NAME.match(name):
        raise Http404
    kind = RegionPicker if ANY_LEVEL in request.GET else VillagePicker
    widget = kind({"required": True} if REQUIRED in request.GET else None)
    widget.areas, widget.posted, widget.scripted = request.user.area_codes(), request.GET, True
    return HttpResponse(widget.render(name, None))
