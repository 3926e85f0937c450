"""The help: where the reader is led from a page, its chapters, and the words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from padan.kernel.texts import language
from padan.web.access import ACCOUNT, page
from padan.web.asking import reader
from padan.web.help import words
from padan.web.help.chapters import EVERYBODY, OF_ROLES, chapter, place_for


@page(ACCOUNT)
@require_GET
def chapters(request: HttpRequest) -> HttpResponse:
    """All chapters, the reader's own first; asked from a page, the part about that page at once."""
    held = reader(request).held
    part = request.GET.get("tentang", "")
    found = place_for(part, held, language()) if part else None
    if found is not None:
        return redirect(f"{reverse('help.chapter', args=[found])}#{part}")
    mine = [chapter(name, language()) for role, name in OF_ROLES.items() if role in held]
    others = [chapter(name, language()) for role, name in OF_ROLES.items() if role not in held]
    context = {"mine": [*mine, chapter(EVERYBODY, language())], "others": others}
    return render(request, "help/chapters.html", context)


@page(ACCOUNT)
@require_GET
def one(request: HttpRequest, chapter_name: str) -> HttpResponse:
    """A chapter."""
    try:
        found = chapter(chapter_name, language())
    except KeyError:
        raise Http404(chapter_name) from None
    return render(request, "help/chapter.html", {"chapter": found})


@page(ACCOUNT)
@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word that is explained."""
    return render(request, "help/words.html", {"words": words.words(language())})
