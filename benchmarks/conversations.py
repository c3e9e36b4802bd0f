"""One conversation of a usual length, written in every format that is read."""

from __future__ import annotations

import io
import json
import random
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

TURNS = 400
WORDS = 11_000
_SENTENCE = (
    "das Jobcenter hat diese Maßnahme mit uns geplant und wir haben dann gesagt dass "
    "die Leute nicht immer kommen weil es auf dem Land keinen Bus gibt aber wirklich "
    "gut läuft die Vermittlung seit der Träger jemanden vor Ort hat der sich kümmert"
)


@dataclass(frozen=True)
class Said:
    """A contribution; times in seconds."""

    label: str
    words: str
    start: float
    end: float


def conversation(seed: int = 1) -> list[Said]:
    """Return about 11,000 words in 400 turns of a moderator and five people."""
    chance, vocabulary = random.Random(seed), _SENTENCE.split()
    said, now = [], 1.0
    for number in range(TURNS):
        length = chance.randint(5, 2 * WORDS // TURNS - 5)
        words = " ".join(chance.choice(vocabulary) for _ in range(length))
        label = "I" if number % 6 == 0 else f"B{number % 6}"
        end = now + length / 2
        said.append(Said(label, f"{words[0].upper()}{words[1:]}.", now, end))
        now = end + 0.5
    return said


def _clock(seconds: float, point: str = ".", digits: int = 3) -> str:
    minutes, rest = divmod(seconds, 60)
    whole, part = f"{rest:0{3 + digits}.{digits}f}".split(".")
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{whole}{point}{part}"


def _plain(said: Sequence[Said]) -> str:
    return "".join(f"{one.label}: {one.words}\n\n" for one in said)


def _f4(said: Sequence[Said]) -> str:
    return "".join(
        f"{one.label}: {one.words} #{_clock(one.end, '-', 1)}#\n\n" for one in said
    )


def _gat2(said: Sequence[Said]) -> str:
    return "".join(
        f"{number:03}   {one.label:<4} °h {one.words.lower()[:-1]} (.)\n"
        for number, one in enumerate(said, 1)
    )


def _rtf(said: Sequence[Said]) -> str:
    rows = "".join(
        rf"{{\b {one.label}:}} {one.words} #{_clock(one.end, '-', 1)}#\par" + "\n"
        for one in said
    )
    coded = "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in rows)
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}\f0 {coded}}}"


def _docx(said: Sequence[Said]) -> bytes:
    import docx

    document = docx.Document()
    for one in said:
        document.add_paragraph(f"{one.label}: {one.words}")
    return _saved(document.save)


def _odt(said: Sequence[Said]) -> bytes:
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    for one in said:
        document.body.append(Paragraph(f"{one.label}: {one.words}"))
    return _saved(document.save)


def _pdf(said: Sequence[Said]) -> bytes:
    """Return pages of wrapped lines, as a word processor prints them."""
    lines = [
        line
        for one in said
        for line in (*textwrap.wrap(f"{one.label}: {one.words}", 85), "")
    ]
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier "
        b"/Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (5 + 2 * number)
        )
        shown = b" T* ".join(
            b"(%s) Tj" % re.sub(rb"([()\\])", rb"\\\1", line.encode("cp1252"))
            for line in page
        )
        drawn = b"BT /F1 9 Tf 14 TL 50 790 Td %s ET" % shown
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(drawn), drawn))
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj %s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        b"%sxref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (body, len(places) + 1, table, len(places) + 1, len(body))
    )


def _xlsx(said: Sequence[Said]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Sprecher", "Text", "Start", "Ende"])
    for one in said:
        sheet.append([one.label, one.words, one.start, one.end])
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    target = io.BytesIO()
    save(target)
    return target.getvalue()


def _csv(said: Sequence[Said]) -> str:
    rows = "".join(f'{o.label};"{o.words}";{o.start};{o.end}\n' for o in said)
    return f"Sprecher;Text;Start;Ende\n{rows}"


def _webvtt(said: Sequence[Said]) -> str:
    cues = "".join(
        f"{_clock(one.start)} --> {_clock(one.end)}\n<v {one.label}>{one.words}</v>\n\n"
        for one in said
    )
    return f"WEBVTT\n\n{cues}"


def _srt(said: Sequence[Said]) -> str:
    return "".join(
        f"{number}\n{_clock(one.start, ',')} --> {_clock(one.end, ',')}\n"
        f"{one.label}: {one.words}\n\n"
        for number, one in enumerate(said, 1)
    )


def _whisper(said: Sequence[Said]) -> str:
    segments = [
        {"start": o.start, "end": o.end, "text": f" {o.words}", "speaker": o.label}
        for o in said
    ]
    return json.dumps({"segments": segments, "language": "de"}, ensure_ascii=False)


def _noscribe(said: Sequence[Said]) -> str:
    rows = "".join(
        f'<p><a name="ts_{int(one.start * 1000)}_{int(one.end * 1000)}_{one.label}">'
        f"{one.label}: {escape(one.words)}</a></p>\n"
        for one in said
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="UTF-8"/>'
        '<meta name="audio_source" content="a.wav"/></head><body>'
        f"<p>Transkribiert mit noScribe</p>\n{rows}</body></html>"
    )


def _otranscribe(said: Sequence[Said]) -> str:
    rows = "".join(
        f'<p><span class="timestamp" data-timestamp="{one.start}">'
        f"{_clock(one.start)[3:8]}</span> {one.label}: {escape(one.words)}</p>"
        for one in said
    )
    return json.dumps({"text": rows, "media": "a.mp3", "media-time": 1.0})


def _by_label(said: Sequence[Said]) -> dict[str, list[Said]]:
    tiers: dict[str, list[Said]] = {}
    for one in said:
        tiers.setdefault(one.label, []).append(one)
    return tiers


def _elan(said: Sequence[Said]) -> str:
    slots, tiers, number = "", "", 0
    for label, own in _by_label(said).items():
        rows = ""
        for one in own:
            number += 2
            slots += (
                f'<TIME_SLOT TIME_SLOT_ID="ts{number}" '
                f'TIME_VALUE="{one.start * 1000:.0f}"/>'
                f'<TIME_SLOT TIME_SLOT_ID="ts{number + 1}" '
                f'TIME_VALUE="{one.end * 1000:.0f}"/>'
            )
            rows += (
                f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" '
                f'TIME_SLOT_REF1="ts{number}" TIME_SLOT_REF2="ts{number + 1}">'
                f"<ANNOTATION_VALUE>{one.words}</ANNOTATION_VALUE>"
                "</ALIGNABLE_ANNOTATION></ANNOTATION>"
            )
        tiers += f'<TIER TIER_ID="{label}" LINGUISTIC_TYPE_REF="t">{rows}</TIER>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT FORMAT="3.0" '
        'VERSION="3.0"><HEADER TIME_UNITS="milliseconds"/>'
        f"<TIME_ORDER>{slots}</TIME_ORDER>{tiers}"
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="t" TIME_ALIGNABLE="true"/>'
        "</ANNOTATION_DOCUMENT>"
    )


def _exmaralda(said: Sequence[Said]) -> str:
    points = "".join(
        f'<tli id="T{2 * n}" time="{one.start}"/><tli id="T{2 * n + 1}" '
        f'time="{one.end}"/>'
        for n, one in enumerate(said)
    )
    place = {id(one): number for number, one in enumerate(said)}
    people, tiers = "", ""
    for number, (label, own) in enumerate(_by_label(said).items()):
        people += (
            f'<speaker id="SPK{number}"><abbreviation>{label}</abbreviation></speaker>'
        )
        events = "".join(
            f'<event start="T{2 * place[id(one)]}" end="T{2 * place[id(one)] + 1}">'
            f"{one.words} </event>"
            for one in own
        )
        tiers += (
            f'<tier id="TIE{number}" speaker="SPK{number}" category="v" type="t">'
            f"{events}</tier>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><basic-transcription><head>'
        f"<speakertable>{people}</speakertable></head><basic-body>"
        f"<common-timeline>{points}</common-timeline>{tiers}</basic-body>"
        "</basic-transcription>"
    )


def _textgrid(said: Sequence[Said]) -> str:
    end = said[-1].end
    tiers = ""
    by_label = _by_label(said)
    for number, (label, own) in enumerate(by_label.items(), 1):
        rows, now, count = "", 0.0, 0
        for one in own:
            for start, stop, words in ((now, one.start, ""), (one.start, one.end, one)):
                count += 1
                text = words.words if isinstance(words, Said) else ""
                rows += (
                    f"        intervals [{count}]:\n            xmin = {start}\n"
                    f'            xmax = {stop}\n            text = "{text}"\n'
                )
            now = one.end
        tiers += (
            f'    item [{number}]:\n        class = "IntervalTier"\n'
            f'        name = "{label}"\n        xmin = 0\n        xmax = {end}\n'
            f"        intervals: size = {count}\n{rows}"
        )
    return (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\n'
        f"xmax = {end}\ntiers? <exists>\nsize = {len(by_label)}\nitem []:\n{tiers}"
    )


def _tei(said: Sequence[Said]) -> str:
    rows = "".join(f'<u who="#{one.label}">{one.words}</u>\n' for one in said)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>G</title></titleStmt></fileDesc></teiHeader><text><body>\n{rows}"
        "</body></text></TEI>"
    )


def _bundestag(said: Sequence[Said]) -> str:
    rows = "".join(
        f'<rede id="ID{number}"><p klasse="redner"><redner id="1{one.label[-1]}"><name>'
        f"<vorname>Anna</vorname><nachname>{one.label}</nachname>"
        f"<fraktion>SPD</fraktion></name></redner>Anna {one.label} (SPD):</p>\n"
        f'<p klasse="J">{one.words}</p></rede>\n'
        for number, one in enumerate(said)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<dbtplenarprotokoll wahlperiode="20" '
        'sitzung-nr="1" herausgeber="Deutscher Bundestag"><vorspann/><sitzungsverlauf>'
        f'<tagesordnungspunkt top-id="T1">{rows}</tagesordnungspunkt>'
        "</sitzungsverlauf></dbtplenarprotokoll>"
    )


_WRITERS: dict[str, tuple[str, Callable[[Sequence[Said]], str | bytes]]] = {
    "plain": (".txt", _plain),
    "plain (f4)": (".txt", _f4),
    "gat2": (".txt", _gat2),
    "rtf": (".rtf", _rtf),
    "docx": (".docx", _docx),
    "odt": (".odt", _odt),
    "pdf": (".pdf", _pdf),
    "table (csv)": (".csv", _csv),
    "table (xlsx)": (".xlsx", _xlsx),
    "webvtt": (".vtt", _webvtt),
    "srt": (".srt", _srt),
    "whisper": (".json", _whisper),
    "noscribe": (".html", _noscribe),
    "otranscribe": (".otr", _otranscribe),
    "elan": (".eaf", _elan),
    "exmaralda": (".exb", _exmaralda),
    "textgrid": (".TextGrid", _textgrid),
    "tei": (".xml", _tei),
    "bundestag": (".xml", _bundestag),
}


def in_every_format(said: Sequence[Said]) -> dict[str, tuple[str, bytes]]:
    """Return for each format a file name and the conversation written in it."""
    files = {}
    for format_name, (suffix, write) in _WRITERS.items():
        written = write(said)
        data = written.encode() if isinstance(written, str) else written
        files[format_name] = (f"FG01{suffix}", data)
    return files


def as_text(said: Sequence[Said]) -> bytes:
    """Return the conversation as text with time marks."""
    return _f4(said).encode()
