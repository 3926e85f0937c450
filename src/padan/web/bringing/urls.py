"""Addresses of what givers bring."""

from __future__ import annotations

from django.urls import path

from padan.web.bringing import views

urlpatterns = [
    path("kiriman/", views.listed, name="bringing.list"),
    path("kiriman/<int:consignment_id>/", views.show, name="bringing.show"),
    path("kiriman/<int:consignment_id>/gambar/", views.picture, name="bringing.picture"),
]
