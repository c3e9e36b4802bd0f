"""DOCX: A4 upright, real headings, and a table of contents that Word keeps up to date.

The contents are written out too, as links, for programs that do not fill such a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodierung.formats.files.word import (
    FONT,
    GREY,
    MARGIN_CM,
    PAGE_CM,
    Style,
    draw,
    fill,
    rule_table,
    saved,
    upright,
)
from kodierung.formats.manual.document import (
    Document,
    Heading,
    Items,
    Paragraph,
    with_gaps,
)
from kodierung.formats.matrix.wording import printable
from kodierung.formats.tables.page_width import widths
from kodierung.formats.tables.values import RIGHT, shown_row
from kodierung.model import Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

suffix = ".docx"
binary = True

LISTED = 3
"""The lowest level of headings in the table of contents."""
STEP_CM = 0.9
"""How far a step of indentation goes."""
ROOM_CM = PAGE_CM[1] - 2 * MARGIN_CM
LETTER_CM, CELL_CM, LEAST_CM = 0.2, 0.45, 4.0
"""How wide a letter of a table is, what is left around it, and a column of passages."""

STYLES = (
    Style("Manual Text", "Normal", 10, after=4),
    Style("Manual Item", "Manual Text", 10, after=2),
    Style("Manual Note", "Manual Text", 8.5, after=6),
    Style("Manual Contents", "Normal", 10, after=2),
    Style("Manual Cell", "Normal", 9),
    Style("Manual Cell Header", "Manual Cell", 9, bold=True),
)
# Size and distance before and after of the headings, in points, from the title on.
HEADINGS = ((20, 0, 12), (15, 22, 6), (12.5, 16, 4), (11, 12, 3), (10.5, 10, 3))


def write(document: Document) -> bytes:
    """Return the document as a Word document."""
    word = _prepared(document)
    word.add_paragraph(printable(document.title), style="Title")
    listed = dict(document.headings(LISTED)) if document.contents else {}
    if listed:
        _add_contents(word, document.contents, listed)
    for number, block in enumerate(document.blocks):
        match block:
            case Heading():
                paragraph = _add_heading(word, block)
                if number in listed:
                    _bookmark(paragraph, number)
            case Paragraph():
                _add_paragraph(word, block)
            case Items():
                _add_items(word, block)
            case _:
                _add_table(word, block)
    return saved(word)


def _prepared(document: Document) -> WordDocument:
    """Return an empty document, A4 upright, pages numbered, headings without colour."""
    from docx.shared import RGBColor

    word = upright(document.title, document.language, STYLES)
    _number_pages(word)
    word.styles["Manual Note"].font.color.rgb = RGBColor(*GREY)
    _set_headings(word)
    return word


def _set_headings(word: WordDocument) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt, RGBColor

    names = ["Title", *(f"Heading {level}" for level in range(1, 7))]
    sizes = (*HEADINGS, *[HEADINGS[-1]] * len(names))
    for name, (size, before, after) in zip(names, sizes, strict=False):
        style = word.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
        properties = style.element.rPr
        for old in properties.findall(qn("w:rFonts")):
            properties.remove(old)
        fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"'
        properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))
    for line in word.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        word.styles["Title"].element.pPr.remove(line)


def _number_pages(word: WordDocument) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    foot = word.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(foot, "PAGE", "1")


def _add_field(paragraph: WordParagraph, code: str, shown: str) -> None:
    """Add what the program works out, with what is shown until it does."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t/></w:r>'
        "</w:fldSimple>"
    )
    field[0][0].text = shown
    paragraph._p.append(field)


def _add_contents(word: WordDocument, heading: str, listed: dict[int, Heading]) -> None:
    """Add the table of contents: a field that holds a link to each heading."""
    from docx.shared import Cm

    title = word.add_paragraph(style="Manual Cell Header")
    title.add_run(printable(heading))
    title.paragraph_format.keep_with_next = True
    for index, (number, one) in enumerate(listed.items()):
        paragraph = word.add_paragraph(style="Manual Contents")
        paragraph.paragraph_format.left_indent = Cm(STEP_CM * (one.level - 1))
        if index == 0:
            _add_mark(paragraph, "begin")
            _add_mark(paragraph, f' TOC \\o "1-{LISTED}" \\h \\z \\u ')
            _add_mark(paragraph, "separate")
        _add_link(paragraph, number, one.text)
        if index == len(listed) - 1:
            _add_mark(paragraph, "end")
    word.paragraphs[-1].paragraph_format.space_after = Cm(0.6)


def _add_mark(paragraph: WordParagraph, what: str) -> None:
    """Add one of the marks that a field consists of, or what it is to be."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    if what in ("begin", "separate", "end"):
        made = f'<w:fldChar {nsdecls("w")} w:fldCharType="{what}"/>'
    else:
        made = f'<w:instrText {nsdecls("w")} xml:space="preserve"/>'
    element = parse_xml(made)
    if not what.isalpha():
        element.text = what
    paragraph.add_run()._r.append(element)


def _add_link(paragraph: WordParagraph, number: int, text: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    link = parse_xml(
        f'<w:hyperlink {nsdecls("w")} w:anchor="{_anchor(number)}" w:history="1">'
        '<w:r><w:t xml:space="preserve"/></w:r></w:hyperlink>'
    )
    link[0][0].text = printable(text)
    paragraph._p.append(link)


def _bookmark(paragraph: WordParagraph, number: int) -> None:
    """Put the place a link leads to around a heading."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    w = nsdecls("w")
    begin = f'<w:bookmarkStart {w} w:id="{number}" w:name="{_anchor(number)}"/>'
    first = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(first, parse_xml(begin))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {w} w:id="{number}"/>'))


def _anchor(number: int) -> str:
    return f"_Toc{number:08}"


def _add_heading(word: WordDocument, heading: Heading) -> WordParagraph:
    from docx.shared import Pt, RGBColor

    paragraph = word.add_paragraph(style=f"Heading {min(heading.level, 6)}")
    _set_in(paragraph, heading.indent)
    paragraph.add_run(printable(heading.text))
    if heading.aside:
        aside = paragraph.add_run(f"  {printable(heading.aside)}")
        aside.bold, aside.font.size = False, Pt(8.5)
        aside.font.color.rgb = RGBColor(*GREY)
    return paragraph


def _add_paragraph(word: WordDocument, block: Paragraph) -> None:
    style = "Manual Note" if block.small else "Manual Text"
    paragraph = word.add_paragraph(style=style)
    _set_in(paragraph, block.indent)
    _add_label(paragraph, block.label, more=bool(block.text))
    _add_runs(paragraph, block.text)


def _add_items(word: WordDocument, block: Items) -> None:
    from docx.shared import Cm, Pt

    if block.label:
        paragraph = word.add_paragraph(style="Manual Item")
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(4)
        _set_in(paragraph, block.indent)
        _add_label(paragraph, block.label, more=False)
    for item in block.items:
        paragraph = word.add_paragraph(style="Manual Item")
        shape = paragraph.paragraph_format
        shape.left_indent = Cm(STEP_CM * block.indent + 0.6)
        shape.first_line_indent = Cm(-0.4)
        shape.tab_stops.add_tab_stop(Cm(STEP_CM * block.indent + 0.6))
        paragraph.add_run("•\t")
        _add_runs(paragraph, item)


def _set_in(paragraph: WordParagraph, indent: int) -> None:
    from docx.shared import Cm

    if indent:
        paragraph.paragraph_format.left_indent = Cm(STEP_CM * indent)


def _add_label(paragraph: WordParagraph, label: str, *, more: bool) -> None:
    if label:
        paragraph.add_run(f"{printable(label)}:{' ' if more else ''}").bold = True


def _add_runs(paragraph: WordParagraph, text: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for part, gap in with_gaps(printable(text)):
        run = paragraph.add_run(part)
        if gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_table(word: WordDocument, block: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    if block.caption:
        word.add_paragraph(printable(block.caption), style="Caption")
    lines = [[c.label for c in block.columns]]
    lines += [shown_row(block, row) for row in block.rows]
    table = word.add_table(rows=len(lines), cols=len(block.columns))
    sizes = _widths_cm(block)
    rule_table(table, sizes, block.caption or block.name)
    for number, (texts, row) in enumerate(zip(lines, table.rows, strict=True)):
        cells = zip(row.cells, texts, sizes, block.columns, strict=True)
        for cell, text, size, column in cells:
            cell.width = Cm(size)
            paragraph = fill(
                cell, "", "Manual Cell" if number else "Manual Cell Header"
            )
            _add_runs(paragraph, text)
            if column.kind in RIGHT:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if number < 2:
                draw(cell, "top" if number else "bottom", strong=True)
            else:
                draw(cell, "top", strong=False)
    word.add_paragraph(printable(block.note), style="Manual Note")


def _widths_cm(block: Table) -> list[float]:
    """Give each column what it needs; those of passages share the rest of the page."""
    needed = [
        0.0 if column.kind == "words" else width * LETTER_CM + CELL_CM
        for column, width in zip(block.columns, widths(block), strict=True)
    ]
    passages = needed.count(0.0)
    rest = ROOM_CM - sum(needed)
    if rest < passages * LEAST_CM:
        scale = (ROOM_CM - passages * LEAST_CM) / sum(needed)
        return [size * scale or LEAST_CM for size in needed]
    return [size or rest / passages for size in needed]
