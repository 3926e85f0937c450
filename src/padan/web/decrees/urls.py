"""Addresses of decrees."""

from __future__ import annotations

from django.urls import path

from padan.web.decrees import drafting, views

urlpatterns = [
    path("keputusan/", views.decrees, name="decrees.list"),
    path("keputusan/susun/<int:aid_id>/", drafting.draft, name="decrees.draft"),
    path("keputusan/<int:decree_id>/", views.show, name="decrees.show"),
    path("keputusan/<int:decree_id>/ubah/", drafting.revise, name="decrees.revise"),
    path("keputusan/<int:decree_id>/buang/", drafting.drop, name="decrees.drop"),
    path("keputusan/<int:decree_id>/perubahan/", drafting.amend, name="decrees.amend"),
    path("keputusan/<int:decree_id>/pencabutan/", drafting.withdraw, name="decrees.withdraw"),
    path("keputusan/<int:decree_id>/tetapkan/", views.sign, name="decrees.sign"),
    path("keputusan/<int:decree_id>/unduh/", views.take, name="decrees.take"),
    path("sk/<str:seal>/", views.public, name="decrees.public"),
]
