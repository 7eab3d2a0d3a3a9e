"""Whose account a row of the sheet of accounts speaks of: by number, by user name, or asked by phone and name."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from wksbm.accounts.models import User
from wksbm.accounts.services import TAKEN, keepable
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import OTHER, SheetRow
from wksbm.text import name_key


class AccountFinding(ServiceSheet):
    def said(self, row: SheetRow) -> int | None:
        return int(row.decided) if row.decided.isdigit() else self.get(row, "number")

    def accounts(self, rows: list[SheetRow]) -> dict:
        """The accounts whom the user sees, by number and by user name; None for the name of somebody else."""
        names = {name for row in rows if (name := self.get(row, "username"))}
        numbers = {number for row in rows if (number := self.said(row))}
        visible = User.objects.visible_to(self.user)
        found = dict.fromkeys(User.objects.filter(username__in=names).values_list("username", flat=True))
        found |= {account.username: account for account in visible.filter(username__in=names)}
        return found | (visible.in_bulk(numbers) if numbers else {})

    def account_of(self, row: SheetRow, accounts: dict) -> User | None:
        number, name = self.said(row), self.get(row, "username")
        account = accounts.get(number or name)
        if number and account is None:
            self.fault(row, "number", "unknown_number", _("There is no such number among the accounts of your area. Clear this cell for a new one."))  # fmt: skip  # noqa: E501
        elif not number and name in accounts and (account is None or self.is_said_to_be_new(row, account)):
            self.fault(row, "username", "taken", str(TAKEN))
            return None
        elif number and name and account.username != name:
            self.fault(
                row, "username", "other_name", _("The account of this number has another user name, and keeps it.")
            )
        return account

    def is_called_otherwise(self, row: SheetRow, account: User) -> bool:
        """By more than capitals, blanks, signs and old spelling."""
        return name_key(self.get(row, "full_name") or "") != name_key(account.full_name)

    def is_said_to_be_new(self, row: SheetRow, account: User) -> bool:
        return row.decided == OTHER and self.is_called_otherwise(row, account)

    def is_to_ask(self, row: SheetRow, account: User) -> bool:
        """Whether the user name alone leads to an account of another name: it would be somebody else's from now on."""
        return not self.said(row) and self.is_called_otherwise(row, account)

    def look_for_near(self, rows: list[SheetRow]) -> None:
        """Accounts that the user keeps with the same phone or the same name: for him to say."""
        phones = {phone for row in rows if (phone := self.get(row, "phone"))}
        names = {self.get(row, "full_name") for row in rows}
        small = {name.casefold() for name in names}
        active = User.objects.visible_to(self.user).filter(is_active=True)
        found = {one.pk: one for one in active.filter(phone__in=phones)} if phones else {}
        so_called = Q(small_name__in=small) | Q(full_name__in=names)  # SQLite makes small letters of A to Z alone
        named = active.annotate(small_name=Lower("full_name")).filter(so_called) if names else ()
        found |= {one.pk: one for one in named}
        kept = [found[pk] for pk in sorted(keepable(found.values(), self.user))]
        for row in rows:
            key, phone = name_key(self.get(row, "full_name")), self.get(row, "phone")
            row.near = [one.pk for one in kept if name_key(one.full_name) == key or (phone and one.phone == phone)]

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        self.alike = User.objects.visible_to(self.user).in_bulk(numbers)
        return [(one.pk, f"{one.full_name} ({one.username})", one.get_absolute_url()) for one in self.alike.values()]

    def near_told(self, row: SheetRow) -> list[tuple[int, str, str]]:
        """With the name that the account would get."""
        told = super().near_told(row)
        return [(pk, self.with_new_name(row, self.alike[pk], words), url) for pk, words, url in told]

    def with_new_name(self, row: SheetRow, account: User, words: str) -> str:
        if not self.is_called_otherwise(row, account):
            return words
        text = _("%(account)s: the account would be called %(name)s")
        return text % {"account": words, "name": self.get(row, "full_name")}
