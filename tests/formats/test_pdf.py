import subprocess
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats import docx as word
from kodierung.formats import odt, pdf, rtf
from kodierung.formats.files import pages
from kodierung.formats.registry import ReadOptions, read_transcript
from tests.formats.matrix.test_programs import convert  # noqa: F401  (a fixture)
from tests.support.refusal import refusal, truncated

LEADING = 14


def page_of(lines):
    """Return the drawing of a page; `(x, y, words)` each, points from the bottom."""
    return "".join(
        f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in lines
    )


def made(*contents, more=b""):
    """Return a PDF with one page for each list of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier "
        b"/Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for lines in contents:
        drawn = page_of(lines).encode("cp1252")
        kids.append(f"{len(objects) + 2} 0 R")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = (
        f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    data += b"trailer << /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, more)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def set_below(*words, x=60, top=760):
    """Place lines below each other; None leaves an empty line."""
    return [
        (x, top - number * LEADING, one)
        for number, one in enumerate(words)
        if one is not None
    ]


def read(*contents, **options):
    return pdf.read(made(*contents), "a.pdf", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


FULL = "I: Wie war das denn damals mit der Arbeit und mit dem Amt, und auch"


def test_lines_become_paragraphs_and_words_whole():
    draft = read(
        set_below(
            "Gruppe 1",
            None,
            FULL,
            "danach?",
            "B1: Das Amt, also das Jobcenter, hat die Maßnahmen- und Träger-",
            "landschaft in Ost und West, also die ganzen Unterschiede zwischen Ost-",
            "West, gesehen, und dazu kamen dann die Maßnahmen und auch Träger-",
            "und Vereinslandschaften, die es im Jahr 2010 so noch nicht gab bis 20-",
            "12. Ja.",
            "Das war es.",
            "I: Gut. #00:00:12-3#",
        )
    )
    assert draft.notes == ("Gruppe 1",)
    assert said(draft) == [
        ("I", f"{FULL[3:]} danach?"),
        (
            "B1",
            "Das Amt, also das Jobcenter, hat die Maßnahmen- und Trägerlandschaft in "
            "Ost und West, also die ganzen Unterschiede zwischen Ost-West, gesehen, "
            "und dazu kamen dann die Maßnahmen und auch Träger- und "
            "Vereinslandschaften, die es im Jahr 2010 so noch nicht gab bis 20-12. "
            "Ja.\nDas war es.",
        ),
        ("I", "Gut."),
    ]
    assert draft.turns[-1].end_time == 12.3


def test_the_user_is_always_told_to_check():
    (told,) = read(set_below("I: Los.", "B1: Ja.")).problems
    assert "guessed" in told.message
    assert "compare" in told.hint


def body(number):
    return set_below(f"I: Frage {number}?", f"B1: Antwort {number}.", top=700)


def test_running_lines_and_page_numbers_are_left_out():
    numbers = range(1, 5)
    draft = read(
        *(
            [(60, 800, "Projekt Amt, 6/4/23"), *body(n), (300, 30, f"Seite {n} von 4")]
            for n in numbers
        )
    )
    assert said(draft) == [
        turn
        for n in numbers
        for turn in (("I", f"Frage {n}?"), ("B1", f"Antwort {n}."))
    ]
    assert '"Projekt Amt, 6/4/23", "Seite 1 von 4"' in draft.problems[0].message


def test_the_number_of_a_single_page_is_left_out_and_no_other():
    draft = read([*body(7), (300, 30, "1")])
    assert said(draft) == [("I", "Frage 7?"), ("B1", "Antwort 7.")]
    draft = read([*body(7), (300, 30, "42")])
    assert said(draft)[-1] == ("B1", "Antwort 7.\n42")


def test_what_is_said_again_on_each_page_stays():
    same = set_below("I: Ja?", "B1: Ja.", "I: Gut.", top=700)
    draft = read(*([(60, 800, "Kopf"), *same] for _ in range(4)))
    assert len(draft.turns) == 12


def test_numbers_in_the_margin_and_off_the_page_are_left_out():
    lines = set_below("I: Los.", "B1: Ja.", "I: Gut.")
    numbers = set_below(*"123", x=20) + set_below(*"456", x=20, top=-200)
    assert said(read([*lines, *numbers])) == [
        ("I", "Los."),
        ("B1", "Ja."),
        ("I", "Gut."),
    ]


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_before_the_words_are_left_out(step):
    words = ["I: Los.", "B1: Ja.", "I: 20 Jahre?", "B1: 30.", "I: Gut.", "B1: So."]
    lines = [f"{step * n} {one}" for n, one in enumerate(words, start=1)]
    assert said(read(set_below(*lines))) == [tuple(one.split(": ")) for one in words]


def test_labels_break_lines_that_look_full():
    draft = read(set_below(FULL, FULL.replace("I:", "B1:"), FULL))
    assert [turn.speaker for turn in draft.turns] == ["I", "B1", "I"]


def test_a_paragraph_goes_on_over_the_page():
    full = "B1: " + "ja " * 22 + "ja"
    draft = read(set_below("I: Los.", full), set_below("und noch mehr.", "I: Gut."))
    assert said(draft)[1] == ("B1", f"{full[4:]} und noch mehr.")


def test_scans_and_passwords_are_told():
    with pytest.raises(TranscriptError, match=r"^a\.pdf: .*pictures of pages") as told:
        read([], [])
    assert "OCR" in told.value.hint
    locked = made(
        set_below("I: Los."),
        more=b"/ID [(0123456789abcdef)(0123456789abcdef)] /Encrypt << "
        b"/Filter /Standard /V 1 /R 2 /P -44 /O ("
        + b"o" * 32
        + b") /U ("
        + b"u" * 32
        + b") >> ",
    )
    with pytest.raises(TranscriptError, match=r"^a\.pdf: this PDF has a password"):
        pdf.read(locked, "a.pdf", ReadOptions())


def test_the_content_tells_the_format():
    data = made(set_below("I: Los.", "B1: Ja."))
    assert read_transcript(data, "a.txt")[0] == "pdf"
    with pytest.raises(TranscriptError, match="this is no PDF"):
        pdf.read(b"I: Los.", "a.pdf", ReadOptions())


def test_large_files_are_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_PAGES", 1)
    with pytest.raises(TranscriptError, match="larger than a transcript"):
        read(set_below("I: Los."), set_below("B1: Ja."))
    monkeypatch.setattr(pages, "MOST_CHARACTERS", 5)
    with pytest.raises(TranscriptError, match="larger than a transcript"):
        read(set_below("I: Los."))


SOUND = made(set_below("I: Los.", "B1: Ja."), set_below("I: Gut."))


def test_a_file_cut_off_is_read_as_far_as_it_goes_or_refused(capfd):
    for cut in truncated(SOUND):
        why = refusal(pdf.read, cut, "a.pdf", ReadOptions())
        assert why == "" or why.startswith("a.pdf: ")
    assert capfd.readouterr().err == ""


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=12))
def test_damage_anywhere_is_no_traceback(at, damage):
    data = SOUND[:at] + damage + SOUND[at + len(damage) :]
    why = refusal(pdf.read, data, "a.pdf", ReadOptions())
    assert why == "" or why.startswith("a.pdf: ")


TURNS = [
    "I: Wie war das mit der Maßnahmen- und Trägerlandschaft in Ihrer Region, Frau?",
    "B1: Die Langzeitarbeitslosenförderung beim Jobcenter war eine Herausforderung für "
    "die Geschäftsführungen der Beschäftigungsgesellschaften, weil die "
    "Eingliederungsvereinbarungen nicht zur Lebenswirklichkeit passten und die "
    "Ost-West-Unterschiede groß waren (lacht). #00:00:12-3#",
    "Das Teilhabechancengesetz hat vieles verändert, vor allem die Zusammenarbeit.",
    "B2: Ja, {}. #00:00:40-0#",
]


def document():
    """Return a Word file with header, page numbers and automatic hyphens."""
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text = "Projekt Jobcenter – Gruppe 3"
    run = section.footer.paragraphs[0].add_run("Seite ")
    for field in (
        '<w:fldChar {} w:fldCharType="begin"/>',
        "<w:instrText {}>PAGE</w:instrText>",
        '<w:fldChar {} w:fldCharType="end"/>',
    ):
        run._r.append(parse_xml(field.format(nsdecls("w"))))
    hyphens = f'<w:autoHyphenation {nsdecls("w")} w:val="true"/>'
    made.settings.element.insert(0, parse_xml(hyphens))
    language = f'<w:lang {nsdecls("w")} w:val="de-DE"/>'
    made.styles["Normal"].element.get_or_add_rPr().append(parse_xml(language))
    made.add_paragraph("Gruppendiskussion 3")
    for number in range(30):
        for turn in TURNS:
            made.add_paragraph(turn.format("genau " * (number % 7) + "so"))
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.programs
@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "reader"), [("pdf", pdf), ("rtf", rtf), ("odt", odt), ("fodt", odt)]
)
def test_what_libreoffice_makes_of_a_word_file_reads_the_same(
    suffix,
    reader,
    tmp_path,
    convert,  # noqa: F811
):
    original = tmp_path / "g.docx"
    original.write_bytes(document())
    wanted = word.read(original.read_bytes(), "g.docx", ReadOptions())
    found = reader.read(convert(original, suffix).read_bytes(), "g", ReadOptions())
    assert found.text == wanted.text
    assert found.turns == wanted.turns
    assert len(found.turns) == 90


HYPHENS = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{lmodern}
\usepackage[ngerman]{babel}\usepackage[textwidth=9cm]{geometry}
\begin{document}
I: %s

B1: %s

I: Gut.
\end{document}
"""


@pytest.mark.programs
@pytest.mark.slow
def test_german_words_divided_by_latex_become_whole(tmp_path):
    latex = pytest.importorskip("shutil").which("pdflatex")
    if latex is None:
        pytest.skip("pdflatex is not installed")
    words = [
        "Wie hat sich die Beschäftigungsförderung offiziell finanziert, insbesondere "
        "die Qualifizierungsmaßnahmen der Beschäftigungsgesellschaften und der "
        "Arbeitgeberservice?",
        "Die Langzeitarbeitslosenförderung war eine Herausforderung für die "
        "Geschäftsführungen, weil die Eingliederungsvereinbarungen nicht zur "
        "Lebenswirklichkeit passten und die Ost-West-Unterschiede groß waren (lacht).",
    ]
    (tmp_path / "a.tex").write_text(HYPHENS % tuple(words), encoding="utf-8")
    command = [latex, "-interaction=batchmode", "a.tex"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, timeout=120, check=False
    )
    if done.returncode:
        pytest.skip("pdflatex lacks a package")
    draft = pdf.read((tmp_path / "a.pdf").read_bytes(), "a.pdf", ReadOptions())
    assert said(draft) == [("I", words[0]), ("B1", words[1]), ("I", "Gut.")]
