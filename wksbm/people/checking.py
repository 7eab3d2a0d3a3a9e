"""What looked odd when it was entered, compared with the card and found right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from wksbm.people.models import Person
from wksbm.people.services import check_person


class CheckPersonView(View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
        if not request.user.may("verify", "person", person):
            raise PermissionDenied
        try:
            check_person(person, by=request.user)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("Noted: compared with the card."))
        return redirect(person)
