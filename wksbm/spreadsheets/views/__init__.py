"""Sheets out (export) and in: the pages of an import, in the order in which one meets them."""

from wksbm.spreadsheets.views.export import CONTENT_TYPES, ExportView, takeable

__all__ = ["CONTENT_TYPES", "ExportView", "takeable"]
