"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from padan.web.api import views
from padan.web.api.declared import ROOT, addresses
from padan.web.api.door import OPENAPI

urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOT.removeprefix("/"), include([path("openapi.json", views.openapi, name=OPENAPI), *addresses()])),
]
