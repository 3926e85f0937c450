"""Addresses of the rights of data subjects."""

from __future__ import annotations

from django.urls import path

from padan.web.rights import breaches, views

urlpatterns = [
    path("hak/", views.cases, name="rights.list"),
    path("hak/<int:case_id>/", views.case, name="rights.case"),
    path("hak/orang/<str:person_id>/", views.person, name="rights.person"),
    path("hak/orang/<str:person_id>/permintaan/", views.ask, name="rights.ask"),
    path("hak/orang/<str:person_id>/berkas/", views.file, name="rights.file"),
    path("hak/kegagalan/", breaches.breaches, name="rights.breaches"),
    path("hak/kegagalan/baru/", breaches.report, name="rights.report"),
    path("hak/kegagalan/<int:breach_id>/", breaches.breach, name="rights.breach"),
    path("hak/kegagalan/<int:breach_id>/ubah/", breaches.amend, name="rights.amend"),
    path("hak/kegagalan/<int:breach_id>/tutup/", breaches.close, name="rights.close"),
]
