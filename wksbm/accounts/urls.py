from django.urls import path

from wksbm.accounts.views import account_history, accounts, acting, clearance, duties, log, second_factor, sessions

app_name = "accounts"
urlpatterns = [
    path("", accounts.AccountListView.as_view(), name="list"),
    path("saya/", sessions.MyAccountView.as_view(), name="mine"),
    path("kunci/", sessions.UnlockView.as_view(), name="unlock"),
    path("saya/pin/", sessions.PinView.as_view(), name="pin"),
    path("saya/keluar-semua/", sessions.EndMySessionsView.as_view(), name="end-my-sessions"),
    path("saya/langkah-kedua/", second_factor.EnrolView.as_view(), name="second-factor-enrol"),
    path("saya/langkah-kedua/matikan/", second_factor.TurnOffView.as_view(), name="second-factor-off"),
    path("saya/kode-cadangan/", second_factor.RecoveryCodesView.as_view(), name="recovery-codes"),
    path("saya/kode-cadangan/unduh/", second_factor.RecoveryFileView.as_view(), name="recovery-codes-file"),
    path("saya/kode-cadangan/baru/", second_factor.NewRecoveryCodesView.as_view(), name="recovery-codes-new"),
    path("baru/", accounts.AccountCreateView.as_view(), name="create"),
    path("catatan/", log.AccessLogView.as_view(), name="log"),
    path("<key:pk>/", accounts.AccountDetailView.as_view(), name="detail"),
    path("<key:pk>/ubah/", accounts.AccountUpdateView.as_view(), name="update"),
    path("<key:pk>/riwayat/", account_history.AccountHistoryView.as_view(), name="history"),
    path("<key:pk>/riwayat/pulihkan/", account_history.AccountRestoreView.as_view(), name="restore"),
    path("<key:pk>/sandi/", accounts.PasswordResetView.as_view(), name="password"),
    path("<key:pk>/langkah-kedua/", second_factor.ResetFactorView.as_view(), name="second-factor-reset"),
    path("<key:pk>/sesi/", accounts.SessionsEndView.as_view(), name="sessions-end"),
    path("<key:pk>/saklar/", accounts.SwitchView.as_view(), name="switch"),
    path("usul-nama/", accounts.ProposeView.as_view(), name="propose"),
    path("<key:pk>/tugas/", duties.DutyCreateView.as_view(), name="duty-create"),
    path("tugas/", duties.DutyListView.as_view(), name="ending"),
    path("tugas/<key:pk>/akhiri/", duties.DutyEndView.as_view(), name="duty-end"),
    path("tugas/<key:pk>/perpanjang/", duties.DutyExtendView.as_view(), name="duty-extend"),
    path("tugas/<key:pk>/serah-terima/", duties.HandOverView.as_view(), name="hand-over"),
    path("tugas/<key:pk>/izin-rahasia/", clearance.ClearanceView.as_view(), name="clearance"),
    path("tugas/<key:pk>/cabut-izin/", clearance.ClearanceBackView.as_view(), name="clearance-back"),
    path("tugas-saya/", acting.ActingView.as_view(), name="acting"),
]
