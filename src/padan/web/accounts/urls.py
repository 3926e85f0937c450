"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from padan.web.accounts import posts, tokens, views

urlpatterns = [
    path("akun/", views.accounts, name="accounts.list"),
    path("akun/undang/", views.invite, name="accounts.invite"),
    path("akun/bahasa/", views.language, name="accounts.language"),
    path("akun/kunci/", tokens.listed, name="accounts.tokens"),
    path("akun/kunci/baru/", tokens.make, name="accounts.make_token"),
    path("akun/kunci/<int:token_id>/cabut/", tokens.revoke, name="accounts.revoke_token"),
    path("akun/<int:account_id>/", views.account, name="accounts.account"),
    path("akun/<int:account_id>/undangan/", views.send, name="accounts.send"),
    path("akun/<int:account_id>/ubah/", views.change, name="accounts.change"),
    path("akun/<int:account_id>/jabatan/", posts.appoint, name="accounts.appoint"),
    path("akun/<int:account_id>/jabatan/<int:post_id>/", posts.dismiss, name="accounts.dismiss"),
    path("akun/<int:account_id>/<str:act>/", views.act, name="accounts.act"),
]
