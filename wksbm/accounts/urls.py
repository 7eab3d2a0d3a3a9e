from django.urls import path

from wksbm.accounts.views import accounts

app_name = "accounts"
urlpatterns = [
    path("", accounts.AccountListView.as_view(), name="list"),
    path("saya/", accounts.MyAccountView.as_view(), name="mine"),
    path("baru/", accounts.AccountCreateView.as_view(), name="create"),
    path("<key:pk>/", accounts.AccountDetailView.as_view(), name="detail"),
    path("<key:pk>/ubah/", accounts.AccountUpdateView.as_view(), name="update"),
    path("<key:pk>/sandi/", accounts.PasswordResetView.as_view(), name="password"),
    path("<key:pk>/tugas/", accounts.DutyCreateView.as_view(), name="duty-create"),
    path("tugas/<key:pk>/akhiri/", accounts.DutyEndView.as_view(), name="duty-end"),
]
