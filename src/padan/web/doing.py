"""What a form asks for is done, or its form says why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from padan.kernel.errors import PadanError
from padan.web.asking import reader, words_of

Act = Callable[[Mapping[str, Any], dict[str, Any]], object]
"""What is done with what was written, and with who asks and when (``by`` and ``on``, for an operation)."""


def done(request: HttpRequest, form: forms.Form | None, act: Act) -> bool:
    """Whether what was asked for was done. A form that is not there asks for nothing."""
    if form is None or not form.is_valid():
        return False
    try:
        act(form.cleaned_data, {"by": reader(request).account, "on": timezone.now()})
    except PadanError as error:
        form.add_error(None, words_of(error))
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
