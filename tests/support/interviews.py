"""Three short focus groups, invented: what the tutorial's reader has on her desk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support.documents import of_paragraphs, saved

# School social workers, the youth office's management, an association of youth clubs.
# In FG01 a letter is missing, on purpose: the tutorial mends it.
GERMAN: Mapping[str, str] = {
    "FG01.txt": """\
Teilnehmende: B1 = Schulsozialarbeit; B2 = Schulsozialarbeit; I = Moderation

I: Wie läuft es mit dem Jugendamt? #00:00:05-0#

B1: Wir haben einen regelmäßigen Austausch mit der Einrichtung am Markt. Jeden ersten \
Montag sitzen wir zusammen, und das hilft. #00:00:21-0#

B2: Bei mir ist das anders. Im Jugendamt geht wochenlang niemand ans Telefon. Und von \
der neuen Zuständigkit haben wir aus der Zeitung erfahren. #00:00:38-0#

B1: Das stimmt. Und alle paar Monate ist jemand Neues zuständig, da fängt man wieder \
von vorne an. #00:00:49-0#

I: Und wie geht es los, wenn ein Kind Hilfe braucht? #00:00:56-0#

B2: Der erste Termin ist meistens bei mir im Büro. Ich gehe dann mit der Familie ein \
Stück Weg mit, aber laufen müssen sie selbst. #00:01:12-0#

B1: Ich kenne die Durchwahl von Frau Krämer auswendig, und sie kennt meine. So etwas \
trägt. #00:01:21-0#
""",
    "FG02.docx": """\
I: Wie erleben Sie die Schulen?

B1: Sehr verschieden. Mit der Gesamtschule gibt es einen runden Tisch, da klärt sich \
vieles auf kurzem Weg.

B2: In anderen Häusern ist niemand zu erreichen. Da schreibt man drei Mails, und \
nichts kommt zurück.

B1: Man muss auch sagen: Bei uns wechselt das Personal. Kaum ist eine Kraft \
eingearbeitet, geht sie wieder.

I: Was würde helfen?

B2: Ein Austausch mit jedem Träger zweimal im Jahr, das wäre gut. Und wir sollten an \
der Seite der Familien stehen, nicht vor ihnen.

B1: Im eigenen Haus reden wir genug, da haben wir regelmäßig Besprechung.
""",
    "FG03.vtt": """\
WEBVTT

00:00:02.000 --> 00:00:06.000
<v SPEAKER_00>Was bekommen Sie von Schule und Jugendamt mit?

00:00:07.000 --> 00:00:15.000
<v SPEAKER_01>Wenig. Wenn ein Kind aus der Gruppe genommen wird, haben wir das schon \
zweimal zu spät erfahren.

00:00:16.000 --> 00:00:24.000
<v SPEAKER_02>Das Informationsdefizit ist riesig. Bei uns im Verein ruft keiner an, \
wir rufen die an.

00:00:25.000 --> 00:00:33.000
<v SPEAKER_01>Beim Jugendamt sitzt jedes Mal jemand Neues. Aber freundlich sind sie.

00:00:34.000 --> 00:00:42.000
<v SPEAKER_02>Seit es den runden Tisch im Stadtteil gibt, weiß ich, wen ich fragen \
kann. Das ist ein Unterschied wie Tag und Nacht.
""",
}

ENGLISH: Mapping[str, str] = {
    "FG01.txt": """\
Participants: B1 = school social worker; B2 = school social worker; I = moderator

I: How do you get on with the youth office? #00:00:05-0#

B1: We have regular meetings with the agency on Market Street. We sit down together \
every first Monday, and that helps. #00:00:21-0#

B2: Not where I am. At the youth office nobody picks up the phone for weeks. And \
about the new distrcts we learned from the newspaper. #00:00:38-0#

B1: That is true. And every three months somebody new is in charge, and one begins \
all over again. #00:00:49-0#

I: And how does it begin, when a child needs help? #00:00:56-0#

B2: The first appointment is mostly in my room. Then I go part of the way with the \
family, but they have to do the walking. #00:01:12-0#

B1: I know Mrs Carter's extension by heart, and she knows mine. That is what carries \
us. #00:01:21-0#
""",
    "FG02.docx": """\
I: How do you find the schools?

B1: Very different. With the comprehensive there is a round table, and a good deal \
gets settled at short notice.

B2: In other schools nobody answers. You write three mails, and nothing comes back.

B1: To be fair, our staff keep changing. As soon as one of us knows the families, she \
leaves.

I: What would help?

B2: A meeting with every provider twice a year, that would be good. And we ought to \
stand beside the families, not in front of them.

B1: In our own house we talk enough, there we have a regular meeting.
""",
    "FG03.vtt": """\
WEBVTT

00:00:02.000 --> 00:00:06.000
<v SPEAKER_00>What do you hear from the schools and the youth office?

00:00:07.000 --> 00:00:15.000
<v SPEAKER_01>Not much. When a child is taken out of the group we have twice heard of \
it too late.

00:00:16.000 --> 00:00:24.000
<v SPEAKER_02>The information gap is huge. Nobody rings us at the club, we ring them.

00:00:25.000 --> 00:00:33.000
<v SPEAKER_01>At the youth office there is somebody new every time. But they are \
friendly.

00:00:34.000 --> 00:00:42.000
<v SPEAKER_02>Since there is a round table in the district I know whom I can ask. It \
is like night and day.
""",
}


def write_interviews(folder: Path, interviews: Mapping[str, str]) -> None:
    """Write the transcripts as they were received: a text, a Word file, subtitles."""
    folder.mkdir(parents=True)
    for name, text in interviews.items():
        if name.endswith(".docx"):
            data = saved(of_paragraphs(*text.strip().split("\n\n")))
            (folder / name).write_bytes(data)
        else:
            (folder / name).write_text(text, "utf-8")
