"""A small codebook and two small groups whose figures can be counted by eye."""

from __future__ import annotations

from collections.abc import Mapping

from kodierung.codebook.load import load_codebook
from kodierung.model import Codebook, Coding, Segment, Speaker, Transcript, Turn
from kodierung.text import digest, short_id

CODEBOOK_YAML = """\
codebook: klein
version: 1.0.0
title: Kleines Codebuch
language: de
source: eigene Beispiele
attributes:
  perspective:
    label: Perspektive
    values: {traeger: Träger, jobcenter: Jobcenter}
concepts:
  massnahme: [Maßnahme, Kurs]
matrix:
  caption: "Tab. 1: Klein"
  columns: {promoting: Förderlich, inhibiting: Hemmend, statement: Statement}
  perspectives:
    - id: traeger
      label: Träger
      where: {perspective: traeger}
      themes:
        - id: kenntnisse
          label: Kenntnisse
          statement: "„Aus dem Codebuch.“"
          promoting:
            label: Gute Kenntnisse
            definition: Fachkräfte kennen die Maßnahmen.
            match: [{all: [<massnahme>, kennen]}]
            children:
              - {id: besuch, label: Besuche vor Ort}
          inhibiting:
            label: Mangelnde Kenntnisse
            definition: Fachkräfte kennen die Maßnahmen nicht.
        - id: kooperation
          label: Kooperation
          promoting:
            label: Partnerschaft
            definition: Auf Augenhöhe.
            match: [Augenhöhe]
          inhibiting: {label: Wettbewerb, definition: Jeder gegen jeden.}
    - id: jobcenter
      label: Jobcenter
      where: {perspective: jobcenter}
      themes:
        - id: kontakt
          label: Kontakt
          promoting: {label: Persönlicher Kontakt, definition: Man kennt sich.}
          inhibiting: {label: Fluktuation, definition: Dauernd neue Leute.}
roles:
  - {id: markt, label: Marktakteur, definition: Unternehmer., match: [Dienstleister]}
"""

GROUP_ONE = """\
Gruppe: FG01
Teilnehmende: B1 = Geschäftsführung; B2 = Coachin; B3 = Anleiter; I = Moderation

I: Wie ist das mit den Kenntnissen? #00:00:10-0#

B1: Die kennen unsere Maßnahmen, wirklich gut. Ähm, Überraschung! #00:00:20-0#

B2: Bei uns nicht. Wir sind nur Dienstleister. #00:00:30-5#

B1: Da waren welche zu Besuch. Das war auf Augenhöhe. #00:00:40-0#
"""

GROUP_TWO = """\
I: Und hier?

B1: Man kennt sich eben. Auf Augenhöhe.

B2: Jeden Monat jemand Neues, 😀 jedes Mal.
"""


def codebook() -> Codebook:
    """Return the small codebook."""
    loaded, _ = load_codebook(CODEBOOK_YAML.encode(), "klein.yaml")
    return loaded


def transcript(
    turns: list[tuple[str, str]],
    name: str = "FG01.txt",
    group: str = "FG01",
    attributes: Mapping[str, str] | None = None,
    silent: tuple[str, ...] = (),
) -> Transcript:
    """Return a transcript of (speaker, words) pairs; `I` moderates, `?` is several."""
    text, spans = "", []
    for number, (label, said) in enumerate(turns, 1):
        text += f"{label}: "
        spans.append(Turn(number, label, len(text), len(text) + len(said)))
        text += f"{said}\n\n"
    labels = [*dict.fromkeys(label for label, _ in turns), *silent]
    return Transcript(
        name=name,
        group=group,
        text=text,
        digest=digest(text),
        turns=tuple(spans),
        speakers=tuple(
            Speaker(
                label,
                "moderator" if label == "I" else "participant",
                collective=label == "?",
            )
            for label in labels
        ),
        attributes=attributes or {},
    )


def coding(
    where: Transcript, quote: str, code: str, coder: str = "A", **more: object
) -> Coding:
    """Return a coding of the first occurrence of a quotation."""
    start = where.text.index(quote)
    place = Segment(start, start + len(quote))
    made = Coding(
        id=short_id(where.name, place.start, place.end, code, coder),
        transcript=where.name,
        start=place.start,
        end=place.end,
        quote=quote,
        code=code,
        coder=coder,
    )
    for key, value in more.items():
        object.__setattr__(made, key, value)
    return made
