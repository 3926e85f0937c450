"""Addresses of the help."""

from __future__ import annotations

from django.urls import path

from padan.web.help import views

urlpatterns = [
    path("bantuan/", views.chapters, name="help.list"),
    path("bantuan/kata/", views.glossary, name="help.words"),
    path("bantuan/<str:chapter_name>/", views.one, name="help.chapter"),
]
