from django.urls import path

from wksbm.spreadsheets.views import batch, blank_sheet, imports, life, mending, said, upload, workbook

app_name = "spreadsheets"
urlpatterns = [
    path("", imports.ImportListView.as_view(), name="list"),
    path("<slug:sheet>/baru/", upload.UploadView.as_view(), name="upload"),
    path("<slug:sheet>/contoh/", blank_sheet.BlankSheetView.as_view(), name="template"),
    path("<key:pk>/", batch.BatchView.as_view(), name="batch"),
    path("<key:pk>/kolom/", upload.ColumnsView.as_view(), name="columns"),
    path("<key:pk>/perbaiki/", mending.MendView.as_view(), name="mend"),
    path("<key:pk>/keterangan/", said.SaidView.as_view(), name="said"),
    path("<key:pk>/masukkan/", life.BringInView.as_view(), name="bring-in"),
    path("<key:pk>/batalkan/", life.UndoView.as_view(), name="undo"),
    path("<key:pk>/buang/", life.DiscardView.as_view(), name="discard"),
    path("<key:pk>/kemajuan/", batch.ProgressView.as_view(), name="progress"),
    path("<key:pk>/berkas/", workbook.WorkbookView.as_view(), name="workbook"),
]
