"""Addresses of the four rights."""

from __future__ import annotations

from django.urls import path

from padan.web.four_rights import views

urlpatterns = [
    path("penerima/putaran/<int:aid_id>/tepat/", views.show, name="four_rights.show"),
    path("penerima/putaran/<int:aid_id>/tepat/keluarga/", views.behind, name="four_rights.behind"),
]
