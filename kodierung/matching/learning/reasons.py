"""Why a passage is suggested that no rule found: which one it is like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from kodierung.matching.learning.features import Rows
from kodierung.text import shortened

_LONGEST_QUOTE = 120

Origin: TypeAlias = Literal["definition", "example", "paraphrase", "coded"]


@dataclass(frozen=True, slots=True)
class Model:
    """A passage to be like.

    Attributes:
        text: Its words.
        code: The code it has.
        origin: Where it comes from.
        coder: Who gave it the code.
        transcript: Where it was said, "" in the codebook.
        turn: There.
        start: There.
    """

    text: str
    code: str
    origin: Origin
    coder: str = ""
    transcript: str = ""
    turn: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Wording:
    like: dict[Origin, str]
    measure: str
    place: str
    no_rule: str
    learned: str
    point: str


_GERMAN = _Wording(
    like={
        "definition": "Ähnelt der Definition im Codebuch: ‚{quote}‘ ({measure}).",
        "example": "Ähnelt dem Beispiel im Codebuch: ‚{quote}‘ ({measure}).",
        "paraphrase": "Ähnelt der Umschreibung im Codebuch: ‚{quote}‘ ({measure}).",
        "coded": "Ähnelt einer Stelle, die {coder} so codiert hat: ‚{quote}‘ "
        "({place}; {measure}).",
    },
    measure="Ähnlichkeit {}",
    place="{name}, Beitrag {turn}",
    no_rule="Keine Regel hat hier gegriffen.",
    learned="Aus den Entscheidungen von {coder} gelernt; keine Regel hat gegriffen.",
    point=",",
)
_ENGLISH = _Wording(
    like={
        "definition": "Resembles the codebook's definition: “{quote}” ({measure}).",
        "example": "Resembles the codebook's example: “{quote}” ({measure}).",
        "paraphrase": "Resembles the codebook's paraphrase: “{quote}” ({measure}).",
        "coded": "Resembles a passage that {coder} coded so: “{quote}” "
        "({place}; {measure}).",
    },
    measure="similarity {}",
    place="{name}, turn {turn}",
    no_rule="No rule matched here.",
    learned="Learned from the decisions of {coder}; no rule matched here.",
    point=".",
)


class Reasons:
    """Finds the nearest passage of a code and says so.

    Args:
        language: Of the codebook.
        models: Passages with codes.
        likeness: Their rows, of `Reader.likeness`.
    """

    def __init__(self, language: str, models: Sequence[Model], likeness: Rows) -> None:
        self._wording = _GERMAN if language == "de" else _ENGLISH
        rows: dict[str, list[int]] = defaultdict(list)
        for row, model in enumerate(models):
            rows[model.code].append(row)
        self._models = {code: [models[row] for row in of] for code, of in rows.items()}
        self._likeness = {code: likeness[of] for code, of in rows.items()}

    def of(
        self, code: str, said: Rows, places: Iterable[tuple[str, int]], coder: str
    ) -> str:
        """Return the reason, as sentences.

        Args:
            code: The suggested code.
            said: The row of the passage's best sentence.
            places: Transcript and start of the passage's sentences, which it is not to
                be compared with.
            coder: Whose decisions were learned from, "" if nobody's.
        """
        from scipy.sparse import issparse  # noqa: PLC0415

        wording = self._wording
        ending = wording.learned.format(coder=coder) if coder else wording.no_rule
        own = set(places)
        models = self._models.get(code, [])
        others = [(m.transcript, m.start) not in own for m in models]
        if not any(others):
            return ending
        near = self._likeness[code] @ said.T
        near = near.toarray() if issparse(near) else near
        likeness = np.where(others, near.ravel(), -np.inf)
        nearest = int(np.argmax(likeness))
        return f"{self._like(models[nearest], likeness[nearest])} {ending}"

    def _like(self, model: Model, likeness: float) -> str:
        wording = self._wording
        figure = f"{likeness:.2f}".replace(".", wording.point)
        name = model.transcript.rsplit(".", 1)[0]
        return wording.like[model.origin].format(
            quote=shortened(model.text, _LONGEST_QUOTE),
            measure=wording.measure.format(figure),
            coder=model.coder,
            place=wording.place.format(name=name, turn=model.turn),
        )
