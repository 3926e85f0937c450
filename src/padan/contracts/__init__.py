"""The tables handed from stage to stage, declared once.

``schema`` says what a table and a column are, ``source`` what an agency's file may hold, ``intake`` what
``receive`` writes for each received file, ``release`` what a finished build of the register holds.
"""
