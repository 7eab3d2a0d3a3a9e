"""In which of his duties somebody acts."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from wksbm.accounts.acting import ACTING, acting_post, posts_of


class ActingView(TemplateView):
    """One's own duties and groups of today, one button each. It changes the home and what history names, no right."""

    template_name = "accounts/acting.html"
    http_method_names = ["get", "post", "head", "options"]

    def post(self, request):
        chosen = next((post for post in posts_of(request.user) if post.key == request.POST.get("post")), None)
        if chosen is None:
            messages.warning(request, _("This duty has ended. Choose another one."))
            return redirect("accounts:acting")
        request.session[ACTING] = chosen.key
        return redirect("home")

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {"posts": posts_of(user), "now": acting_post(user)}
