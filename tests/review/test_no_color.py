"""Without colours the review sends none, and what matters is told otherwise."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from kodierung.workflow.desk.desk import Desk
from tests.review.conftest import use


def looks(pilot: Pilot[None]) -> list[Segment]:
    return [
        run for strip in pilot.app.screen._compositor.render_strips() for run in strip
    ]


def colored(style: Style | None) -> bool:
    colors = (style.color, style.bgcolor) if style else ()
    return any(color is not None and not color.is_default for color in colors)


@pytest.mark.parametrize("wanted", [True, False])
def test_no_color_means_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not wanted:
        monkeypatch.setenv("NO_COLOR", "1")
    seen: list[Segment] = []

    async def body(pilot: Pilot[None]) -> None:
        seen.extend(looks(pilot))
        await pilot.press("c", *"kenn")
        seen.extend(looks(pilot))

    use(desk, body)
    assert any(colored(run.style) for run in seen) is wanted
    underlined = {run.text for run in seen if run.style and run.style.underline}
    assert wanted or any("Kenntnisse" in text for text in underlined), underlined
    assert any(run.style and run.style.reverse for run in seen)
