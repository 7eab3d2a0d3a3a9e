"""The counts without names behind a number of a recap: they have no rows of people, so their source stands there."""

from django.http import Http404
from django.views.generic import ListView

from reports.forms import TallyForm
from reports.recaps.printed import without_closed_kinds
from wksbm.regions.codes import under
from wksbm.regions.models import Region, Tally


class TallyView(ListView):
    """The counts of the same source, year and subject as one count: of its label in an area, or of all labels."""

    template_name = "reports/tally.html"
    paginate_by = 100
    page_kwarg = "halaman"

    def get(self, request, *args, **kwargs):
        form = TallyForm(request.GET)
        if not form.is_valid():
            raise Http404
        visible = Tally.objects.visible_to(request.user)
        self.tally = visible.filter(pk=form.cleaned_data["id"]).select_related("region").first()
        if self.tally is None:
            raise Http404
        code = form.cleaned_data["area"] or self.tally.region_id
        self.area = Region.objects.within(request.user.area_codes("tally")).filter(pk=code).first()
        if self.area is None:
            raise Http404
        self.all_labels = form.cleaned_data["all"]
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        same = {name: getattr(self.tally, name) for name in ("source", "year", "subject")}
        if not self.all_labels:
            same["label_as_printed"] = self.tally.label_as_printed
        rows = Tally.objects.visible_to(self.request.user).filter(under("region", self.area.code), **same)
        open_rows = without_closed_kinds(
            rows.select_related("region").order_by("position", "region"), self.request.user, self.area.code
        )
        if not open_rows:
            raise Http404
        return open_rows

    def get_context_data(self, **kwargs):
        recap = {"pmks": "reports:pmks", "group_type": "reports:groups"}.get(self.tally.subject, "reports:index")
        return super().get_context_data(**kwargs) | {
            "tally": self.tally, "area": self.area, "all_labels": self.all_labels, "recap": recap,
        }  # fmt: skip
