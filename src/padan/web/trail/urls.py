"""Addresses of the trail."""

from __future__ import annotations

from django.urls import path

from padan.web.trail import views

urlpatterns = [
    path("jejak/", views.entries, name="trail.list"),
    path("jejak/kepala/", views.head, name="trail.head"),
    path("jejak/unduh/", views.export, name="trail.export"),
    path("jejak/<int:number>/", views.entry, name="trail.entry"),
]
