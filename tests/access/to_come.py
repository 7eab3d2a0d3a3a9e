"""What the tables open and nobody can do yet: every record, verb, cell and field by its name, with the reason.

A record, a route or a field that appears must leave this list, or the build is red (test_to_come.py).
"""

# Records of the table that have no model yet.
RECORDS = {
    "assessment": "welfare indicators of a person: not built yet",
    "donation": "money: not built yet",
    "aid": "money: not built yet",
    "loan": "money: not built yet",
    "monthly_report": "reports of a KUBE: not built yet",
}

# Verbs of records that exist, open to somebody by the table and still without a screen.
BY_FILE = "counts come from the files of the Dinas, by a command"
VERBS = {
    ("group", "verify"): "no screen yet",
    ("member", "verify"): "no screen yet",
    ("member", "delete"): "a membership ends by leaving, which is an update; nothing of it is deleted",
    ("tally", "create"): BY_FILE,
    ("tally", "update"): BY_FILE,
    ("tally", "delete"): BY_FILE,
    ("tally", "verify"): BY_FILE,
    ("tally", "export"): "they go out with the recaps",
    ("tally", "history"): BY_FILE,
    ("account", "delete"): "an account is switched off, which is an update; nothing of it is deleted",
    ("import_batch", "history"): "its page tells all of its life; what it changed stands in the history of each record",
    ("export", "history"): "it is gone after a day; that it was taken out stands in the access log",
    ("access_log", "view"): "an entry has no page of its own: the list says all of it",
    ("motivation_note", "history"): "no screen yet",
    ("region", "delete"): "a code retires, which is an update; nothing is deleted",
    ("region", "export"): "code lists are files of the project already",
}

# Single cells of verbs that have a screen: it is closed to this role for now.
IN_FORMS = "the admin is for villages, Dinas and administrators; others meet code lists in the forms"
CELLS = {
    **{("region", action, role): IN_FORMS for action in ("view", "history") for role in ("leader", "tksk", "tksk_c")},
}

FIELDS = {
    "loan_balance": "comes with loan",
}
