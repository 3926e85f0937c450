"""Complaints: the public form, the page behind a code, and the officers' pages."""
