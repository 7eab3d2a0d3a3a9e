"""Private notes of motivation: one's own, and those of others, which the cleared open one by one against a reason."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import ListView

from activities.models import MotivationNote
from wksbm.accounts.opening import OpeningView


class NoteListView(ListView):
    """Of which activity and by whom; not a word of the notes."""

    template_name = "activities/notes.html"
    paginate_by = 25
    page_kwarg = "halaman"

    def get_queryset(self):
        notes = MotivationNote.objects.visible_to(self.request.user).written().defer("text")
        related = notes.select_related("activity__group", "activity__village", "activity__skill", "author")
        return related.order_by("-activity__date", "-pk")


class NoteView(OpeningView):
    template_name = "activities/note.html"
    asking_template_name = "activities/note_open.html"

    @cached_property
    def row(self) -> MotivationNote:
        notes = MotivationNote.objects.visible_to(self.request.user)
        related = notes.select_related("activity__group", "activity__village", "activity__skill", "author")
        return get_object_or_404(related, pk=self.kwargs["pk"])

    def today(self):
        return self.row.activity.village.today()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"activity": self.row.activity, "note": self.row}

    def opened(self) -> dict:
        return {}
