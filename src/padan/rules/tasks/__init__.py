"""What a task asks, whether an answer can be, and by when it is due. Pure: values in, answers and reasons out."""

from padan.rules.tasks.answering import Checked, check, phone_day
from padan.rules.tasks.due import due_on, escalates_on, is_late
from padan.rules.tasks.forms import FORMS, Field, FieldKind, Form, form_of

__all__ = [
    "FORMS",
    "Checked",
    "Field",
    "FieldKind",
    "Form",
    "check",
    "due_on",
    "escalates_on",
    "form_of",
    "is_late",
    "phone_day",
]
