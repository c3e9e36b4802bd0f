"""Evaluations as records, one for each row of a table; the key `table` says which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kodierung.analysis.confusion import Mixup
from kodierung.analysis.intervals import Interval
from kodierung.analysis.quality import Figures, Macro, RuleFigures
from kodierung.analysis.ranking import Calibration
from kodierung.workflow.evaluate import Depth, Evaluation
from kodierung.workflow.evaluate_learned import LearnedEvaluation
from kodierung.workflow.false_alarms import AlarmRate, FalseAlarms

Record = dict[str, Any]

DIGITS = 4


def evaluation_records(found: Evaluation) -> Iterator[Record]:
    """Yield the rows of an evaluation."""
    material, quality = found.material, found.quality
    compared = {
        "table": "overall",
        "against": material.coder,
        "transcripts": len(material.groups),
        "groups": quality.groups,
    }
    overall = quality.overall
    yield compared | {"measure": "overlap", "long": quality.long} | _figures(overall)
    yield compared | {"measure": "half"} | _figures(overall.by_half)
    yield compared | {"measure": "macro"} | _macro(quality.macro)
    for source, figures in quality.sources.items():
        yield {"table": "source", "source": source} | _both(figures)
    for code, figures in quality.codes.items():
        yield {"table": "code", "code": code} | _both(figures)
    yield from map(_rule, found.rules)
    yield from _queue(found.queue)
    for side, mixups in (
        ("wrong", found.confusion.wrong),
        ("missed", found.confusion.missed),
    ):
        yield from (_mixup(side, mixup) for mixup in mixups)
    yield from _calibration(found.calibration)


def learned_records(found: LearnedEvaluation) -> Iterator[Record]:
    """Yield the rows of an evaluation of learning."""
    for approach in found.approaches:
        figures = _both(approach.quality.overall)
        yield {"table": "learned", "approach": approach.name} | figures
        for row in _queue(approach.queue):
            yield row | {"table": "learned queue", "approach": approach.name}
    yield from _calibration(found.calibration)


def alarm_records(found: FalseAlarms) -> Iterator[Record]:
    """Yield the rows of a count of false alarms."""
    yield from (_alarms("perspective", rate) for rate in found.perspectives)
    yield from (_alarms("file", rate) for rate in found.files)
    for kind, counts in (("code", found.codes), ("rule", found.rules)):
        for name, alarms in counts.items():
            yield {"table": "others", "by": kind, "name": name, "alarms": alarms}


def _figures(figures: Figures) -> Record:
    return {
        "suggestions": figures.suggestions,
        "codings": figures.codings,
        "right": figures.right,
        "precision": _rounded(figures.precision),
        **_interval("precision", figures.precision_interval),
        "recall": _rounded(figures.recall),
        **_interval("recall", figures.recall_interval),
        "f1": _rounded(figures.f1),
        **_interval("f1", figures.f1_interval),
    }


def _both(figures: Figures) -> Record:
    """Return figures with those that count only pairs that share half."""
    half = figures.by_half
    return _figures(figures) | {
        "right_half": half.right,
        "precision_half": _rounded(half.precision),
        "recall_half": _rounded(half.recall),
        "f1_half": _rounded(half.f1),
    }


def _macro(macro: Macro) -> Record:
    return {
        "codes": macro.codes,
        "suggested": macro.suggested,
        "precision": _rounded(macro.precision),
        "recall": _rounded(macro.recall),
        "f1": _rounded(macro.f1),
        **_interval("f1", macro.f1_interval),
    }


def _rule(rule: RuleFigures) -> Record:
    return {
        "table": "rule",
        "rule": rule.rule,
        "hits": rule.hits,
        "right": rule.right,
        "precision": _rounded(rule.precision),
        **_interval("precision", rule.interval),
        "accepted": rule.accepted,
        "rejected": rule.rejected,
        "open": rule.open,
    }


def _queue(queue: Iterable[Depth]) -> Iterator[Record]:
    for depth in queue:
        yield {
            "table": "queue",
            "first": depth.first,
            "there": depth.there,
            "found": depth.found,
            "codings": depth.codings,
            "recall": _rounded(depth.recall),
            **_interval("recall", depth.interval),
        }


def _mixup(side: str, mixup: Mixup) -> Record:
    return {
        "table": "confusion",
        "side": side,
        "code": mixup.code,
        "other": mixup.other or None,
        "relation": mixup.relation,
        "count": mixup.count,
    }


def _calibration(found: Calibration | None) -> Iterator[Record]:
    if found is None:
        return
    brier, base = _rounded(found.brier), _rounded(found.base)
    yield {"table": "calibration", "brier": brier, "base": base}
    for one in found.bins:
        yield {
            "table": "bin",
            "low": one.low,
            "high": one.high,
            "suggestions": one.suggestions,
            "said": _rounded(one.said),
            "right": _rounded(one.right),
            **_interval("right", one.interval),
        }


def _alarms(by: str, rate: AlarmRate) -> Record:
    return {
        "table": "others",
        "by": by,
        "name": rate.name,
        "words": rate.words,
        "alarms": rate.alarms,
        "per_thousand": _rounded(rate.per_thousand),
        **_interval("per_thousand", rate.interval),
    }


def _interval(name: str, interval: Interval | None) -> Record:
    return {
        f"{name}_low": _rounded(interval.low if interval else None),
        f"{name}_high": _rounded(interval.high if interval else None),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
