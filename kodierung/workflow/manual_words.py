"""What a codebook manual says beside the codebook's own words."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = {
    "de": {
        "contents": "Inhalt",
        "about": "Zu diesem Kodierleitfaden",
        "id": "Codebuch",
        "version": "Version",
        "authors": "Verfasst von",
        "source": "Quelle",
        "licence": "Lizenz",
        "figures": "Zahlen",
        "whose": "Häufigkeiten und Beispiele aus dem Material beruhen auf den "
        "bestätigten Codierungen von {coder}; im Material sind {people} Teilnehmende "
        "in {groups} Gruppen. Gleiche Segmente zählen einmal, untergeordnete Codes "
        "zählen beim übergeordneten mit; „von“ nennt alle, deren Worte für den Code "
        "zählen, auch wer nichts sagt.",
        "consensus": "Häufigkeiten und Beispiele aus dem Material beruhen auf dem "
        "Konsens der Codierenden; im Material sind {people} Teilnehmende in {groups} "
        "Gruppen. Gleiche Segmente zählen einmal, untergeordnete Codes zählen beim "
        "übergeordneten mit; „von“ nennt alle, deren Worte für den Code zählen, auch "
        "wer nichts sagt.",
        "rule": "je Code höchstens {most}: zuerst gewählte Statements, dann ganze "
        "Sätze einer Person mit {short} bis {long} Wörtern, dann andere Stellen "
        "dieser Länge; bei gleichem Rang zuerst aus Gruppen, die noch kein Beispiel "
        "gaben, sonst in der Reihenfolge der Transkripte.",
        "attention": "Vertraulich",
        "confidential": "Diese Fassung enthält wörtliche Zitate aus den Gesprächen. "
        "Zum Weitergeben gibt es eine Fassung ohne sie (--no-codings).",
        "no_codings": "Diese Fassung enthält nichts aus den Gesprächen: weder Zitate "
        "noch Häufigkeiten.",
        "structure": "Aufbau",
        "kinds": "Arten von Codes",
        "kind_factor": "Faktoren der Matrix mit ihren untergeordneten Codes",
        "kind_role": "Rollenverständnisse",
        "kind_code": "Weitere Codes",
        "perspectives": "Perspektiven und ihre Themen",
        "attributes": "Merkmale von Gruppen und Teilnehmenden",
        "roles": "Rollenverständnisse",
        "codes": "Weitere Codes",
        "who_counts": "Es zählen nur Beiträge mit {who}.",
        "everybody_counts": "Es zählen die Beiträge aller Teilnehmenden.",
        "statement": "Statement im Codebuch",
        "definition": "Definition",
        "include": "Codieren",
        "exclude": "Nicht codieren",
        "examples": "Ankerbeispiele des Codebuchs",
        "examples_of_study": "Ankerbeispiele aus dem Material",
        "counterexamples": "Gegenbeispiele",
        "frequency": "Häufigkeit",
    },
    "en": {
        "contents": "Contents",
        "about": "About this coding manual",
        "id": "Codebook",
        "version": "Version",
        "authors": "Written by",
        "source": "Source",
        "licence": "Licence",
        "figures": "Figures",
        "whose": "Frequencies and examples from the material rest on the confirmed "
        "codings by {coder}; the material has {people} participants in {groups} "
        "groups. Identical segments count once, subcodes count for the code above; "
        "“of” names everybody whose words count for the code, silent people included.",
        "consensus": "Frequencies and examples from the material rest on the "
        "consensus of the coders; the material has {people} participants in {groups} "
        "groups. Identical segments count once, subcodes count for the code above; "
        "“of” names everybody whose words count for the code, silent people included.",
        "rule": "at most {most} for each code: chosen statements first, then whole "
        "sentences of one person with {short} to {long} words, then other passages of "
        "that length; among equals those of groups that have given no example yet, "
        "then in the order of the transcripts.",
        "attention": "Confidential",
        "confidential": "This edition quotes the interviews word for word. For "
        "handing it to others there is an edition without quotations (--no-codings).",
        "no_codings": "This edition holds nothing from the interviews: neither "
        "quotations nor frequencies.",
        "structure": "Structure",
        "kinds": "Kinds of codes",
        "kind_factor": "Factors of the matrix with their subcodes",
        "kind_role": "Role understandings",
        "kind_code": "Other codes",
        "perspectives": "Perspectives and their themes",
        "attributes": "Attributes of groups and participants",
        "roles": "Role understandings",
        "codes": "Other codes",
        "who_counts": "Only what is said with {who} counts.",
        "everybody_counts": "What any participant says counts.",
        "statement": "Statement in the codebook",
        "definition": "Definition",
        "include": "Code",
        "exclude": "Do not code",
        "examples": "Anchor examples of the codebook",
        "examples_of_study": "Anchor examples from the material",
        "counterexamples": "Counterexamples",
        "frequency": "Frequency",
    },
}


def manual_words(language: str) -> Mapping[str, str]:
    """Return the words of a manual, English where a language has none of its own."""
    return _WORDS.get(language, _WORDS["en"])
