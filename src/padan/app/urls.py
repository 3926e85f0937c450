"""All addresses."""

from __future__ import annotations

from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from padan.web import home
from padan.web.accounts import urls as accounts
from padan.web.activities import urls as activities
from padan.web.aid import urls as aid
from padan.web.api import urls as api
from padan.web.bringing import urls as bringing
from padan.web.checking import urls as checking
from padan.web.complaints import urls as complaints
from padan.web.coordination import urls as coordination
from padan.web.decrees import urls as decrees
from padan.web.delivery import urls as delivery
from padan.web.four_rights import urls as four_rights
from padan.web.giving import urls as giving
from padan.web.help import urls as helping
from padan.web.matching import urls as matching
from padan.web.papers import urls as papers
from padan.web.people import children
from padan.web.people import views as people
from padan.web.phone import urls as phone
from padan.web.portal import urls as portal
from padan.web.receiving import urls as receiving
from padan.web.releases import urls as releases
from padan.web.review import urls as review
from padan.web.rights import urls as rights
from padan.web.showcase import urls as showcase
from padan.web.sync import urls as sync
from padan.web.tasks import urls as tasks
from padan.web.trail import urls as trail

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("bahasa/", home.language, name="language"),
    path("sehat/", home.alive, name="alive"),
    path("siap/", home.ready, name="ready"),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("daftar/", account.signup, name="account_signup"),
    path("akun-ditutup/", account.account_inactive, name="account_inactive"),
    path("akun/sandi/", account.password_change, name="account_change_password"),
    # Where the library leads who has no password to change: nobody sets one without an invitation.
    path("akun/sandi/tidak-ada/", RedirectView.as_view(pattern_name="mfa_index"), name="account_set_password"),
    path("akun/pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("sandi/dikirim/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sandi/tersimpan/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("akun/pengaman/", include("allauth.mfa.urls")),
    path("akun/sesi/", include("allauth.usersessions.urls")),
    path("orang/", people.search, name="people.search"),
    path("orang/<str:person_id>/", people.person, name="people.person"),
    path("orang/<str:person_id>/nomor/", people.reveal, name="people.reveal"),
    path("keluarga/<str:family_id>/", people.family, name="people.family"),
    path("anak/", children.faltering_children, name="children.list"),
    *tasks.urlpatterns,
    *aid.urlpatterns,
    *sync.urlpatterns,
    *receiving.urlpatterns,
    *papers.urlpatterns,
    *releases.urlpatterns,
    *review.urlpatterns,
    *accounts.urlpatterns,
    *rights.urlpatterns,
    *complaints.urlpatterns,
    *checking.urlpatterns,
    *giving.urlpatterns,
    *matching.urlpatterns,
    *portal.urlpatterns,
    *bringing.urlpatterns,
    *activities.urlpatterns,
    *coordination.urlpatterns,
    *decrees.urlpatterns,
    *trail.urlpatterns,
    *helping.urlpatterns,
    *delivery.urlpatterns,
    *four_rights.urlpatterns,
    *phone.urlpatterns,
    *showcase.urlpatterns,
    *api.urlpatterns,
]  # fmt: skip

if "allauth.socialaccount" in settings.INSTALLED_APPS:
    from allauth.socialaccount import views as regency

    from padan.web import regency_accounts

    urlpatterns += [
        path("akun/kabupaten/pastikan/", regency_accounts.confirm, name=regency_accounts.AGAIN),
        path("akun/kabupaten/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("akun/kabupaten/batal/", regency.login_cancelled, name="socialaccount_login_cancelled"),
        path("akun/kabupaten/gagal/", regency.login_error, name="socialaccount_login_error"),
        path("akun/kabupaten/daftar/", regency.signup, name="socialaccount_signup"),
    ]
