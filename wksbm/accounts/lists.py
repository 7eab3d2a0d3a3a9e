"""A list as everywhere in the registry: search, filters as a form, count, paging, all in the URL."""

from django.conf import settings
from django.core.paginator import Paginator
from django.views.generic import ListView


class ScopedListView(ListView):
    """Subclasses give `get_queryset` (beginning with visible_to), `filterset_class` and a template."""

    paginate_by = settings.ROWS_PER_PAGE
    filterset_class = None
    heading = ""

    def filtered(self):
        """The filter set over everything the user may see; a wrong parameter filters nothing and says so."""
        return self.filterset_class(self.request.GET or None, queryset=self.get_queryset(), request=self.request)

    def get_context_data(self, **kwargs):
        filters = self.filtered()
        paginator = Paginator(filters.qs, self.paginate_by)
        page = paginator.get_page(self.request.GET.get("halaman"))
        self.object_list = page.object_list
        query = self.request.GET.copy()
        query.pop("halaman", None)
        active = bool(filters.is_bound and filters.form.is_valid() and filters.form.has_changed())
        return {
            "filters": filters,
            "filtering": active,
            "page": page,
            "rows": page.object_list,
            "count": paginator.count,
            "query": query.urlencode(),
            "total": self.get_queryset().count() if active and not paginator.count else None,
            "view": self,
        } | kwargs
