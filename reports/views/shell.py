"""Home, menu, search, help, health."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.generic import TemplateView

from groups.models import SocialGroup
from reports import home
from wksbm.accounts.context import entry, menu_names
from wksbm.people.models import Person
from wksbm.text import clean_line

MOST_HITS = 10


class HomeView(TemplateView):
    """What to do next: the template and its numbers follow the role."""

    def today(self):
        duties = self.request.user.duties_now
        return duties[0].region.today() if duties and duties[0].region_id else timezone.localdate()

    def kind(self) -> str:
        roles = self.request.user.roles
        if roles & {"village", "tksk", "tksk_c", "dinas", "dinas_c", "companion"}:
            return "officer"
        return next((role for role in ("leader", "admin") if role in roles), "viewer")

    def get_template_names(self):
        return [f"shell/home_{self.kind()}.html"]

    def get_context_data(self, **kwargs):
        today, gather = self.today(), getattr(home, f"{self.kind()}_home", None)
        facts = gather(self.request.user, today) if gather else {}
        return super().get_context_data(**kwargs) | facts | {"today": today}


class MenuView(TemplateView):
    template_name = "shell/menu.html"

    def get_context_data(self, **kwargs):
        names = menu_names(self.request.user)
        return super().get_context_data(**kwargs) | {"entries": [entry(name, "menu") for name in names]}


class SearchView(TemplateView):
    """One box for groups and people of one's own area; a NIK is found by exact match only."""

    template_name = "shell/search.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        try:
            text = clean_line(self.request.GET.get("q", ""))[:120]
        except ValidationError:
            text = ""
        groups = SocialGroup.objects.visible_to(user).named(text).select_related("village")[:MOST_HITS] if text else []
        people = Person.objects.visible_to(user).matching(text).select_related("village")[:MOST_HITS] if text else []
        return super().get_context_data(**kwargs) | {"text": text, "groups": groups, "people": people}


class HelpView(TemplateView):
    template_name = "shell/help.html"


class PrivacyView(TemplateView):
    template_name = "shell/privacy.html"


def healthz(request):
    """200 with the state of database and migrations; 503 when something is missing."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = {"database": connection.vendor, "migrations": "pending" if pending else "complete"}
    return JsonResponse(state, status=503 if pending else 200)
