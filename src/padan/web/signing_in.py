"""The forms at the door, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base.forms import AuthenticateForm

from padan.kernel.texts import _


def _worded(form: Any, **labels: str) -> None:
    """Labels in our words, and no text inside the fields: it is gone when somebody types."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, login=_("Alamat surel"), password=_("Kata sandi"))
        # What the library says beside the password is a link of its own; the page has it.
        self.fields["password"].help_text = ""


class LostPasswordForm(forms.ResetPasswordForm):
    """The address that a link is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, email=_("Alamat surel"))


class SecondFactorForm(AuthenticateForm):
    """The six digits, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, code=_("Kode"))
