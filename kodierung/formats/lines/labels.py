"""Speaker labels: what one looks like, and who of them moderates.

A colon after a few words is no speaker: "Das Erste ist: …", "Drittens: …". So a label
has to have the form of one, and most forms have to occur more than once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A transcript has few labels and many lines that begin with one of them.
_REMEMBERED = lru_cache(maxsize=4096)

LONGEST_LABEL = 63
MOST_WORDS = 6
UNNAMED = "?"
"""Label of those whose words come without a speaker."""

_TITLE = (
    r"(?:Dr|Prof|Dipl|Mag|Ing|Psych|med|phil|h|c|St|Hr|Fr|Int|Mod|Exp|Bef|Nr|Jr|Parl)\."
)
_ABBREVIATION = re.compile(rf"{_TITLE}|\b[^\W\d_]\.|\b\d{{1,2}}\.(?=\s)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[.!?;:„“”\"»«–—…=|<>{}`]|^[^\w\[]|\s-\s")


def _listed(words: str) -> frozenset[str]:
    """Return the words of a list written out as text."""
    return frozenset(words.split())


_PARTICLES = _listed("von van de der den zu zum zur da di la le und bin el")

# Both genders in one word: `Interviewer*in`, `Befragte:r`, `Teilnehmer/-in`.
_IN = r"(?:[:*_/]?-?in)?"
_R = r"(?:[:*_/]?-?[rn])?"
# What people are called by what they do in a conversation; may be numbered.
_ANYBODY = (
    r"person|mann|frau|stimme|expert(?:e|in)|kind|gast|coach|lehrkraft|jugendliche[rn]?"
    rf"|(?:schüler|lehrer|student|dozent|klient|patient|mitarbeiter){_IN}"
)
_PERSON = (
    rf"sprecher{_IN}|speaker|teilnehmer{_IN}|teilnehmende{_R}|tn|befragte{_R}"
    rf"|proband{_IN}|participant|respondent|interviewte{_R}|interviewpartner{_IN}"
    r"|interviewee"
)
_MODERATION = (
    rf"interviewer{_IN}|interviewende{_R}|moderator{_IN}|moderation|moderierende{_R}"
    rf"|facilitator{_IN}|(?:diskussions|gesprächs)(?:leitung|leiter{_IN})"
    r"|int\.?|mod\.?"
)
_NUMBER = r"(?:[ _-]?\d{1,3}[a-z]?|[ _-][A-Z])?"
_MODERATOR = re.compile(
    rf"(?:(?:{_MODERATION}){_NUMBER}|I[ _-]?\d{{0,2}})$", re.IGNORECASE
)
# Somebody may be a "Moderatorin beim Radio" and a participant all the same.
_MODERATING = re.compile(rf"(?:{_MODERATION}) *(?:$|[,(/&\d]|und\b)", re.IGNORECASE)
_PERSON_LABEL = re.compile(
    rf"(?:{_PERSON}){_NUMBER}$|(?:{_ANYBODY})(?:[ _-]?\d{{1,3}}|[ _-][A-Z])$",
    re.IGNORECASE,
)
_ENDS_IN_PERSON = re.compile(
    rf"(?:{_PERSON}|{_ANYBODY})(?:innen|nen|n|s)?$", re.IGNORECASE
)
_CODE = re.compile(
    r"[A-Z]$|[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]{0,4}[_-]?\d{1,3}[a-z]?$|[A-Z]{1,3} \d{1,3}$"
    r"|[a-z]{1,2}\d{1,3}$|[A-Z]{2,10}_\d{1,3}$"
)
_SENTENCE = re.compile(
    r"[.!?;]\s|\b(?:ich|Sie|wir|es|wie folgt|folgt|ist|sind|hat|habe)\b"
)
_JOINED = re.compile(r",|/|\+|&|\bund\b|\band\b")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
_GENDER = re.compile(
    r"(?:[wmdfx]|weibl(?:ich)?\.?|männl(?:ich)?\.?|divers|f?e?male)\b", re.I
)

_NOBODY = _listed(
    """
    erstens zweitens drittens viertens fünftens sechstens und also aber oder denn doch
    deshalb deswegen darum daher außerdem nämlich sondern trotzdem kurzum fakt ja nein
    genau gut okay ok so dann jetzt hier nun naja tja sprich beispiel frage antwort
    problem ergebnis fazit motto stichwort thema punkt grund folge
    vorteil nachteil hinweis
    anmerkung beispielsweise beziehungsweise konkret stand quelle achtung note warning
    error example usage info debug todo fixme überweisungsvorschlag umsetzung gesamt
    """
)
_OPENINGS = _listed(
    """
    der die das den dem des ein eine einen einem einer ich du er sie es wir ihr man mein
    meine unser unsere klar nächster nächste nächstes erster erste erstes zweiter zweite
    zweites letzter letzte letztes dritte dritter weiterer kurze kurzer noch nur auch
    wenn weil dass wie was wer wo warum zum zur im in am an auf aus bei mit nach ohne
    für über vor von überweisungsvorschlag tagesordnungspunkt kapitel abschnitt
    teil frage punkt
    und nun apropos genauso unterm bitte
    the a my our next first second last zu zusatztagesordnungspunkt vielen herzlichen
    besten schönen liebe lieber sehr wissen stichwort drittes antrag abgegebene
    befragung kein keine
    """
)
# What makes words in lower case a sentence that goes on behind its colon.
_SAYING = _listed(
    """
    ist sind war heißt heisst hat habe folgt gilt sagt sage sagte meint meinte bedeutet
    nicht dazu http https www siehe vgl bzw ps zusammengefasst zusammenfassend anders
    nochmal einmal später früher heute
    """
)
# Words that nobody is called by, and that many paragraphs begin with.
_CONNECTIVES = _listed(
    """
    erstens zweitens drittens viertens fünftens sechstens und also aber oder denn doch
    deshalb deswegen darum daher außerdem nämlich sondern trotzdem kurzum
    """
)
# Nobody in particular: everybody at once, or somebody whom nobody recognised.
_SEVERAL = (
    r"zusammen|durcheinander|gleichzeitig|anderen?|personen|stimmen|tn|teilnehmende"
    r"|teilnehmer(?:[:*_/]?innen)?"
)
_COLLECTIVE = re.compile(
    rf"(?:alle|mehrere)(?: (?:{_SEVERAL}))?|(?:viele|einige|beide) (?:{_SEVERAL})"
    r"|(?:die )?(?:ganze|gesamte) gruppe|stimmengewirr|durcheinander"
    r"|unbekannt(?:e[rns]?)?(?: (?:person|stimme|sprecher(?:[:*_/]?in)?))?"
    r"|(?:unknown|unidentified|unverified)(?: (?:speaker|voice))?|speaker undefined"
    r"|nicht (?:erkennbar|identifizierbar|zuordenbar|zuzuordnen)"
    r"|everybody|everyone|(?:multiple|several|all) (?:speakers|voices)|\?{1,3}",
    re.IGNORECASE,
)
_SPEAKING_OF_ITSELF = _listed("ich wir ist sind war hat habe haben heißt folgt")
_HEADER_WORDS = _listed(
    """
    projekt gruppe datum ort zeit dauer beginn ende titel thema untertitel aufnahme
    aufnahmedatum transkription transkript transkribiert transkribientin transkribient
    transkriptionsregeln datei dateiname audio audiodatei interview interviewnummer
    interviewdatum nummer studie fokusgruppe gruppendiskussion teilnehmende
    teilnehmerinnen teilnehmer:innen teilnehmerzahl beteiligte anwesend anwesende
    sprache version kürzel legende zeichenerklärung anonymisiert raum
    uhrzeit länge photos
    project group date place time duration title topic recording transcript transcribed
    transcriber file language participants speakers location session layout parent
    """
)


@_REMEMBERED
def tidy(raw: str) -> str:
    """Return a label without decoration: NFC, single blanks, no asterisks.

    `[SPEAKER_00]` and `**B1**` are `SPEAKER_00` and `B1`; upper and lower case stay.
    """
    label = unicodedata.normalize("NFC", raw).replace("\ufeff", " ")
    label = " ".join(label.split()).strip("*").strip()
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1].strip()
    return label


@_REMEMBERED
def without_brackets(label: str) -> tuple[str, tuple[str, ...]]:
    """Split `TN3 (w)` into the label and what stands in brackets behind it."""
    inside: list[str] = []
    while found := _BRACKETS.search(label):
        if not label[: found.start()].strip():
            break
        inside.insert(0, found[1].strip())
        label = label[: found.start()].strip()
    return label, tuple(inside)


def says_gender(bracket: str) -> bool:
    """Tell whether a bracket only says that somebody is a woman or a man: `(w)`."""
    return bool(_GENDER.match(bracket))


@_REMEMBERED
def split_function(label: str) -> tuple[str, str]:
    """Split `Anna Berg, Leiterin` into name and function; the latter may be empty."""
    name, comma, function = label.partition(",")
    function = function.strip()
    words = _ABBREVIATION.sub(" ", name).split()
    sentence = _SENTENCE.search(_ABBREVIATION.sub("", function))
    if not comma or sentence or not is_name(name) or not 1 < len(words) < 5:
        return label, ""
    return (name.strip(), function) if function[:1].isupper() else (label, "")


@_REMEMBERED
def is_code(label: str) -> bool:
    """Tell whether a label is a code (`B1`, `SPEAKER_00`) or a word (`Befragte`)."""
    if _CODE.match(label) or is_moderator(label) or is_several(label):
        return True
    written = label[0].isupper() or any(char.isdigit() for char in label)
    return written and bool(_PERSON_LABEL.match(label))


def is_several(label: str) -> bool:
    """Tell whether a label names several people at once: `B1, B2` or `B1 und B2`."""
    parts = [part.strip() for part in _JOINED.split(label)]
    return len(parts) > 1 and all(map(_CODE.match, parts))


def is_collective(label: str) -> bool:
    """Tell whether a label is nobody's in particular: `Alle`, `Unbekannt`, `?`."""
    return bool(_COLLECTIVE.fullmatch(label))


def is_numbered(label: str) -> bool:
    """Tell whether a label is a code with a number, which names one person."""
    return is_code(label) and any(char.isdigit() for char in label)


def is_moderator(label: str) -> bool:
    """Tell whether a label alone says that its speaker moderates."""
    return bool(_MODERATOR.match(label)) and label != "i"


def is_moderating(function: str) -> bool:
    """Tell whether a function is the moderator's: `Moderation`, `Interviewerin`."""
    return bool(_MODERATING.match(function))


def is_header_word(label: str) -> bool:
    """Tell whether a label is one of a header's: `Datum`, `Teilnehmende`."""
    return label.casefold() in _HEADER_WORDS


def is_phrase(label: str) -> bool:
    """Tell whether nobody can be called that: `Erstens`, `Fakt ist`, `Ich sage Ihnen`.

    `Sie` and `Er` alone may be the two of a couple.
    """
    words = label.casefold().split()
    if len(words) == 1:
        return words[0] in _CONNECTIVES
    return not _SPEAKING_OF_ITSELF.isdisjoint(words)


def is_saying(word: str) -> bool:
    """Tell whether a word in lower case makes a sentence of what it stands in."""
    return word in _SAYING


def is_function_word(word: str) -> bool:
    """Tell whether a word in lower case opens a sentence, or stands for nobody."""
    return word in _NOBODY | _OPENINGS | _HEADER_WORDS | _PARTICLES


def is_particle(word: str) -> bool:
    """Tell whether a word may stand inside a name: `von`, `de`."""
    return word in _PARTICLES and word != "und"


def is_name(label: str) -> bool:
    """Tell whether a label may be a person's name: capitals, no sentence in it."""
    words = _ABBREVIATION.sub(" ", label).split()
    if not words or words[0].casefold() in _OPENINGS or "Kolleg" in label:
        return False
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()]
    others = [word for word in words if word not in capitals]
    return bool(capitals) and all(word in _PARTICLES for word in others)


def is_label(label: str) -> bool:
    """Tell whether words before a colon have the form of a speaker's label.

    Args:
        label: Tidied, brackets and function taken off.
    """
    if not label.strip() or len(label) > LONGEST_LABEL:
        return False
    if len(label.split()) > MOST_WORDS:
        return False
    if label.casefold() in _NOBODY or is_header_word(label):
        return False
    if is_code(label):
        return True
    if _FORBIDDEN.search(_ABBREVIATION.sub("", label).strip()) or "," in label:
        return False
    first = label.split()[0].casefold()
    if first in _OPENINGS or not any(char.isalpha() for char in label):
        return False
    return is_name(label) or bool(label[0].isupper() and _ENDS_IN_PERSON.search(label))
