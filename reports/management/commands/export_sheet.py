"""`manage.py export_sheet SHEET --region CODE --as USER --output FILE`: a list as a file (docs/sheets.md)."""

import secrets
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from activities.exports import ActivityExportView
from beneficiaries.exports import ClassificationExportView
from groups.exports import AccountExportView, GroupExportView
from members.exports import MemberExportView
from reports.management.asked import account, region_of
from wksbm.actor import acting_as
from wksbm.people.exports import PersonExportView
from wksbm.spreadsheets.downloads import view_for
from wksbm.spreadsheets.forms import CSV, MASKED, XLSX
from wksbm.spreadsheets.layouts import READ

VIEWS = {
    view.code: view
    for view in (
        PersonExportView,
        GroupExportView,
        MemberExportView,
        ClassificationExportView,
        ActivityExportView,
        AccountExportView,
    )
}


class Command(BaseCommand):
    help = "Writes the rows that the account sees on its screen, with the same masks. It stands in the access log."

    def add_arguments(self, parser) -> None:
        parser.add_argument("sheet", choices=VIEWS)
        parser.add_argument("--as", dest="username", required=True, help="whose area and rights it is asked with")
        parser.add_argument("--region", required=True, help="code of a region in his area, e.g. 73.08.21")
        parser.add_argument("--output", type=Path, required=True, help="the file; one of that name is replaced")
        parser.add_argument("--format", choices=(XLSX, CSV), default=XLSX)
        parser.add_argument("--shape", default=READ, help="read, edit, or a form of the Dinas: bnba, recap, psks")
        parser.add_argument("--reason", default="", help="stands in the file and in the access log")

    def handle(self, *, sheet: str, username: str, output: Path, **options) -> None:
        user = account(username)
        view = VIEWS[sheet]
        if not user.may("export", view.record):
            raise CommandError(_("The account %(name)s may not take this list out.") % {"name": user.username})
        listed = view_for(view, user, f"area={region_of(user, options['region']).pk}")
        choice = choice_of(listed, options)
        half = output.with_name(f"{output.name}.half")
        try:
            with acting_as(user), half.open("wb") as stream:
                half.chmod(0o600)
                rows = listed.write(stream, choice)
                listed.log(choice, rows)
            half.replace(output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        finally:
            half.unlink(missing_ok=True)
        self.stdout.write(
            _("%(rows)s rows in %(file)s, number %(id)s.") % {"rows": rows, "file": output, "id": choice["id"]}
        )


def choice_of(listed, options: dict) -> dict:
    """What the page would ask. Full NIKs need a password, so no command writes them. Raises CommandError."""
    shape = listed.layouts.get(options["shape"])
    if shape is None:
        known = {"shape": options["shape"], "known": ", ".join(listed.layouts)}
        raise CommandError(_("This list has no form %(shape)s for this account; it has: %(known)s.") % known)
    if options["format"] not in shape.formats:
        raise CommandError(_("A form of the Dinas goes out as Excel (xlsx) only."))
    asked = {name: options[name] for name in ("format", "shape", "reason")}
    return asked | {"nik": MASKED, "columns": [], "id": secrets.token_hex(6)}
