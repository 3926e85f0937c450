"""Decrees as paper: one content, written as PDF, as DOCX and its annex as a workbook."""
