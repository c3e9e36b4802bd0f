"""Word files, made as a researcher makes them."""

from io import BytesIO

import docx


def saved(document):
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def of_paragraphs(*paragraphs):
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    return document


def of_table(*rows, before="Gruppe 1"):
    document = docx.Document()
    document.add_paragraph(before)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return document
