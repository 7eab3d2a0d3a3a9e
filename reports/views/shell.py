"""Home, menu, help, health."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.generic import TemplateView

from reports import home
from wksbm.accounts import triggers
from wksbm.accounts.acting import news
from wksbm.accounts.context import entry, menu_names
from wksbm.people.notice import NOTICE_VERSION


class HomeView(TemplateView):
    """What to do next: the template and its numbers follow the role."""

    def today(self):
        duties = self.request.user.duties_now
        return duties[0].region.today() if duties and duties[0].region_id else timezone.localdate()

    def kind(self) -> str:
        """The home of the duty in which he acts."""
        role = self.request.user.acting_role
        return role if role in ("leader", "admin", "viewer") else "officer"

    def get_template_names(self):
        return [f"shell/home_{self.kind()}.html"]

    def get_context_data(self, **kwargs):
        today, gather = self.today(), getattr(home, f"{self.kind()}_home", None)
        facts = gather(self.request.user, today) if gather else {}
        duty_news = news(self.request.user, today)
        return super().get_context_data(**kwargs) | facts | {"today": today, "duty_news": duty_news}


class MenuView(TemplateView):
    template_name = "shell/menu.html"

    def get_context_data(self, **kwargs):
        names = menu_names(self.request.user)
        return super().get_context_data(**kwargs) | {"entries": [entry(name, "menu") for name in names]}


class HelpView(TemplateView):
    template_name = "shell/help.html"


class PrivacyView(TemplateView):
    template_name = "shell/privacy.html"

    def get_context_data(self, **kwargs):
        facts = {"version": NOTICE_VERSION, "years": settings.RETENTION, "contact": settings.PRIVACY_CONTACT}
        return super().get_context_data(**kwargs) | facts


def healthz(request):
    """200 with the state of database, migrations and the triggers over history; 503 when something is missing."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unprotected = triggers.problems()
    state = {
        "database": connection.vendor,
        "migrations": "pending" if pending else "complete",
        "history": "unprotected" if unprotected else "protected",
    }
    return JsonResponse(state, status=503 if pending or unprotected else 200)
