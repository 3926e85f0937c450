"""Any received file as sheets of text cells or JSON documents; a bad file is a refusal, never a traceback."""

from padan.pipeline.files.grid import Chunk, JsonProblem, RaggedRow, Sheet, Workbook
from padan.pipeline.files.workbook import open_file

__all__ = ["Chunk", "JsonProblem", "RaggedRow", "Sheet", "Workbook", "open_file"]
