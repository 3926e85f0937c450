"""The forms at the door, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

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


class _NewPassword:
    """A new password, written twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1=_("Kata sandi baru"), password2=_("Sekali lagi"))
        form: Any = self
        form.fields["password1"].help_text = _(
            "Sedikitnya 10 karakter. Jangan nama atau surel Anda, jangan angka saja, jangan yang mudah ditebak."
        )


class ChangePasswordForm(_NewPassword, forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password, by somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, oldpassword=_("Kata sandi sekarang"))
        self.fields["oldpassword"].help_text = ""


class PasswordByLinkForm(_NewPassword, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password of whom a link was sent to."""


class PasswordAgainForm(forms.ReauthenticateForm):
    """The password once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password=_("Kata sandi"))
        self.fields["password"].help_text = ""


class SecondFactorForm(AuthenticateForm):
    """The six digits, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, code=_("Kode"))


class SecondFactorAgainForm(ReauthenticateForm):
    """The digits once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, code=_("Kode"))


class SetUpForm(ActivateTOTPForm):
    """The first six digits of an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, code=_("Kode"))
