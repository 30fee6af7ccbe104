"""Addresses and error pages: all of them belong to entities.web."""

from django.urls import include, path

urlpatterns = [path("", include("entities.web.urls"))]

handler400 = "entities.web.views.errors.bad_request"
handler403 = "entities.web.views.errors.not_allowed"
handler404 = "entities.web.views.errors.not_found"
handler500 = "entities.web.views.errors.server_error"
