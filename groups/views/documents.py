"""The papers of groups: adding, taking away, the scan, the list of an area, the story of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from groups.models import Document
from groups.paper_forms import DeletePaperForm, PaperFilter, PaperForm
from groups.papers import add_paper, delete_paper
from groups.views.group import GroupMixin
from wksbm.accounts import protected
from wksbm.accounts.editing import CreateOnceView
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.submissions import sent_already
from wksbm.accounts.views.history import HistoryView
from wksbm.scans import serve_scan


class PaperListView(ScopedListView):
    template_name = "groups/papers.html"
    filterset_class = PaperFilter

    def get_queryset(self):
        papers = Document.objects.visible_to(self.request.user).select_related("group__village")
        return papers.order_by("expires_on", "group__name_key", "pk")

    def get_context_data(self, **kwargs):
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        return context | {"rows": [(paper, *paper.validity(today)) for paper in context["rows"]]}


class PaperCreateView(GroupMixin, CreateOnceView):
    template_name = "groups/document_form.html"
    form_class = PaperForm
    record = "attachment"
    action = "create"
    changes = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def create(self, form):
        paper = add_paper(form.save(commit=False), by=self.request.user)
        messages.success(self.request, _("%(paper)s is kept.") % {"paper": paper})
        return paper


class PaperMixin:
    """Fetches `self.paper` inside the user's reach; `action` is asked of the access table."""

    action = "view"

    def dispatch(self, request, *args, **kwargs):
        papers = Document.objects.visible_to(request.user).select_related("group__village")
        self.paper = get_object_or_404(papers, pk=kwargs["pk"])
        if not request.user.may(self.action, "attachment", self.paper):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PaperDeleteView(PaperMixin, CreateOnceView):
    template_name = "groups/document_delete.html"
    form_class = DeletePaperForm
    action = "delete"

    def dispatch(self, request, *args, **kwargs):
        """Of a double tap the second finds no paper any more, and where the first one led."""
        done = sent_already(user=request.user, data=request.POST) if "client_key" in request.POST else None
        return HttpResponseRedirect(done) if done else super().dispatch(request, *args, **kwargs)

    def create(self, form):
        delete_paper(self.paper, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The paper and its scan are deleted; the history tells of it."))
        return self.paper

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"paper": self.paper, "cancel": self.paper.get_absolute_url()}


class PaperScanView(PaperMixin, View):
    def get(self, request, *args, **kwargs):
        if protected.level_of(request.user, self.paper, "scan") != "full":
            raise PermissionDenied
        return serve_scan(self.paper.scan, f"{self.paper} {self.paper.group}")


class PaperHistoryView(HistoryView):
    record = "attachment"

    def get_object(self) -> Document:
        papers = Document.objects.visible_to(self.request.user, "history").select_related("group__village")
        return get_object_or_404(papers, pk=self.kwargs["pk"])

    def called(self) -> str:
        return f"{self.object}, {self.object.group}"

    def zone(self):
        return self.object.group.village.time_zone
