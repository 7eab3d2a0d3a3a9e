"""Why a file cannot be read, in words: what is wrong with it and what to do."""

from django.utils.translation import gettext_lazy as _

SAVE_AGAIN = _("Open it in Excel or LibreOffice, save it again as .xlsx and upload that file.")
DAMAGED = _("This file is damaged or was not saved completely.")
TOO_LARGE_INSIDE = _("This file unpacks to far more than a table of people would. It was not opened.")

WHAT = {
    "empty": _("This file is empty."),
    "too_big": _("This file is larger than %(megabytes)s MB."),
    "too_heavy": _("This file is too large to be read."),
    "html": _("This is a web page (HTML), although its name says otherwise."),
    "old_xml": _("This is an XML file and not a workbook."),
    "pdf": _("This is a PDF and not a table."),
    "image": _("This is a picture and not a table."),
    "document": _("This is a text document and not a table."),
    "packed": _("This is a packed file (ZIP, RAR or similar) and not a workbook."),
    "xlsb": _("This is a binary workbook (.xlsb), which is not read here."),
    "password": _("This workbook is protected by a password."),
    "old_unreadable": _("This old .xls file is damaged or protected by a password."),
    "damaged": DAMAGED,
    "locked": _("This file is encrypted."),
    "zip_entries": TOO_LARGE_INSIDE,
    "zip_unpacked": TOO_LARGE_INSIDE,
    "zip_ratio": TOO_LARGE_INSIDE,
    "declarations": _("This file holds declarations (DTD) that no spreadsheet program writes. It was not opened."),
    "no_sheets": _("This workbook has no sheet with rows."),
    "no_such_sheet": _("This workbook does not have that sheet."),
    "too_many_columns": _("A row has %(count)s columns; at most %(most)s are read."),
    "too_many_rows": _("This sheet has %(count)s rows; at most %(most)s are read at once."),
    "encoding": _("The letters of this file are stored in a way that cannot be told for sure (UTF-16 or UTF-32)."),
    "bad_letter": _("Line %(line)s has a letter that cannot be read: the file is not clean UTF-8."),
    "quote": _("Line %(line)s has a quotation mark that is not closed, or one in the middle of a cell."),
    "long_field": _("Line %(line)s has a cell of more than 131,072 characters; is a quotation mark not closed?"),
    "not_a_table": _("This is neither a workbook nor a table in text."),
    "no_header": _("No row of this file is a header with the columns that are needed: %(columns)s."),
    "too_many_for_sheet": _("This sheet takes at most %(most)s rows at once."),
}
TO_DO = {
    "empty": _("Save your table again and upload that file."),
    "too_big": _("Divide it into several files."),
    "too_heavy": _("Copy only the table into a new workbook, or save it as .csv."),
    "password": _("Remove the password (File, Info, Protect Workbook) and upload it again."),
    "locked": _("Remove the password and upload it again."),
    "packed": _("Unpack it and upload the workbook inside."),
    "zip_entries": _("Copy only the table into a new workbook and upload that."),
    "zip_unpacked": _("Copy only the table into a new workbook and upload that."),
    "zip_ratio": _("Copy only the table into a new workbook and upload that."),
    "no_sheets": _("Put the table on an ordinary worksheet that is not hidden."),
    "no_such_sheet": _("Upload the file again and choose a sheet."),
    "too_many_columns": _("Delete the columns that are not needed."),
    "too_many_rows": _("Divide it into several files."),
    "encoding": _("Save it as “CSV UTF-8” or as .xlsx."),
    "bad_letter": _("Save it again as “CSV UTF-8” or as .xlsx."),
    "quote": _("Correct that line, or save the table as .xlsx."),
    "long_field": _("Correct that line, or save the table as .xlsx."),
    "pdf": _("Upload the table as .xlsx, .xls, .ods or .csv."),
    "image": _("Upload the table as .xlsx, .xls, .ods or .csv."),
    "document": _("Upload the table as .xlsx, .xls, .ods or .csv."),
    "not_a_table": _("Upload the table as .xlsx, .xls, .ods or .csv."),
    "no_header": _("Write these headers above the rows, or fill in the template."),
    "too_many_for_sheet": _("Divide it into several files."),
}


class FileRefused(Exception):
    """A file that cannot be read; its text is for the user. `code` is a key of WHAT, `facts` its numbers."""

    def __init__(self, code: str, facts: dict):
        self.code, self.facts = code, facts
        shown = dict(facts)
        if code == "too_big":
            shown["megabytes"] = facts["most"] // 2**20
        super().__init__(f"{WHAT[code] % shown} {TO_DO.get(code, SAVE_AGAIN)}")
