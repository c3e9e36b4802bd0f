"""Evaluations as tables and in plain words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from kodierung.analysis.confusion import Mixup, Relation, by_relation
from kodierung.analysis.intervals import Interval
from kodierung.analysis.quality import Figures, Quality, RuleFigures
from kodierung.analysis.ranking import Calibration
from kodierung.cli.output import console, visible, write_table, write_text
from kodierung.text import counted
from kodierung.workflow.evaluate import Depth, Evaluation, Material
from kodierung.workflow.evaluate_learned import LearnedEvaluation
from kodierung.workflow.false_alarms import FalseAlarms

ENOUGH_HITS = 3
"""Rules with fewer hits are not listed: nothing can be said of them yet."""

MOST_ROWS = 12

LONG_NAME = 28
"""A longer id is broken, lest the terminal breaks it where it likes."""

FEW = 10
"""A share of fewer suggestions says little."""

PRECISION, RECALL, F1 = "Precision %", "Recall %", "F1 %"

APPROACHES = {
    "rules": "Rules alone",
    "codebook": "Codebook's passages",
    "learned": "Learned",
}
RELATIONS: Mapping[Relation, str] = {
    "same": "same code, paired already",
    "twin": "opposite polarity",
    "neighbour": "another code",
    "nothing": "nothing",
}


def print_evaluation(found: Evaluation) -> None:
    """Print what was compared, and how well it agrees."""
    _print_overall(found.material, found.quality)
    if len(found.quality.sources) > 1:
        _print_sources(found.quality.sources)
    _print_codes(found.quality.codes)
    _print_rules(found.rules)
    _print_mixups("Wrong suggestions, and what was coded there", found.confusion.wrong)
    _print_mixups("Missed codings, and what was suggested", found.confusion.missed)
    _print_queue({"": found.queue})
    _print_calibration(found.calibration)


def print_learned(found: LearnedEvaluation) -> None:
    """Print rules, the codebook's passages and learning side by side."""
    _tell("", "On focus groups that were left out of learning, one after another:")
    write_table(
        ["*Suggestions by", "Number", "Right", PRECISION, RECALL, F1],
        [
            (APPROACHES[one.name], figures.suggestions, *_shares(figures))
            for one in found.approaches
            for figures in [one.quality.overall]
        ],
        right=["Number", "Right", PRECISION, RECALL, F1],
    )
    _print_queue({APPROACHES[one.name]: one.queue for one in found.approaches})
    _print_calibration(found.calibration)


def print_false_alarms(found: FalseAlarms) -> None:
    """Print how often rules suggest something where nothing is to be found."""
    worst = found.perspectives[0]
    low, high = worst.interval.low, worst.interval.high
    _tell(
        "",
        f"{counted(worst.alarms, 'false alarm')} on {worst.words} words of other "
        f"people's interviews: {worst.per_thousand:.2f} per 1,000 words "
        f"({low:.2f}–{high:.2f}), by the rules alone.",
    )
    if worst.name:
        _tell(
            "Every speaker is taken to belong to the perspective with the most alarms: "
            f"{worst.name}."
        )
    headings = ["Words", "Alarms", "per 1,000"]
    for name, rates in (("Perspective", found.perspectives), ("File", found.files)):
        if len(rates) > 1:
            write_table(
                [f"*{name}", *headings],
                [(r.name, r.words, r.alarms, f"{r.per_thousand:.2f}") for r in rates],
                right=headings,
            )
    for name, counts in (("Code", found.codes), ("Rule", found.rules)):
        if counts:
            rows = islice(counts.items(), MOST_ROWS)
            write_table([name, "Alarms"], rows, right=["Alarms"])


def _print_overall(material: Material, quality: Quality) -> None:
    overall, macro = quality.overall, quality.macro
    _tell(
        f"{counted(overall.suggestions, 'suggestion')} against "
        f"{counted(overall.codings, 'coding')} of {material.coder} in "
        f"{counted(len(material.groups), 'transcript')} of "
        f"{counted(quality.groups, 'focus group')}"
    )
    write_table(
        ["*One to one", "Right", PRECISION, RECALL, F1],
        [
            ("sharing a character", *_shares(overall)),
            ("sharing half (IoU ≥ 0.5)", *_shares(overall.by_half)),
            (
                f"mean of {counted(macro.codes, 'code')}",
                None,
                _percent(macro.precision),
                _percent(macro.recall),
                _percent(macro.f1, macro.f1_interval),
            ),
        ],
        right=["Right", PRECISION, RECALL, F1],
    )
    right, found = overall.precision or 0.0, overall.recall or 0.0
    _tell(
        f"Of 100 suggestions {100 * right:.0f} are right; of 100 codings "
        f"{100 * found:.0f} are found.",
        "In brackets: where the figure may lie, at 95 % confidence.",
    )
    if quality.long:
        have = "has" if quality.long == 1 else "have"
        _tell(
            f"{counted(quality.long, 'suggestion')} {have} more than three sentences."
        )


def _print_sources(sources: Mapping[str, Figures]) -> None:
    write_table(
        ["*Source, each alone", "Number", "Right", PRECISION, RECALL, F1],
        [(name, one.suggestions, *_shares(one)) for name, one in sources.items()],
        right=["Number", "Right", PRECISION, RECALL, F1],
    )


def _print_codes(codes: Mapping[str, Figures]) -> None:
    write_table(
        ["*Code", PRECISION, "of", RECALL, "of ", F1],
        [
            (
                _broken(code),
                _percent(one.precision, one.precision_interval),
                one.suggestions,
                _percent(one.recall, one.recall_interval),
                one.codings,
                _percent(one.f1),
            )
            for code, one in codes.items()
        ],
        right=[PRECISION, "of", RECALL, "of ", F1],
    )


def _print_rules(rules: Sequence[RuleFigures]) -> None:
    enough = [rule for rule in rules if rule.hits >= ENOUGH_HITS]
    if enough:
        headings = ["Hits", "Right", PRECISION, "Taken", "Refused", "Open"]
        write_table(
            ["*Rule, worst first", *headings],
            [
                (
                    _broken(rule.rule),
                    rule.hits,
                    rule.right,
                    _percent(rule.precision, rule.interval),
                    rule.accepted,
                    rule.rejected,
                    rule.open,
                )
                for rule in enough[:MOST_ROWS]
            ],
            right=headings,
        )
    unlisted = len(rules) - len(enough[:MOST_ROWS])
    if unlisted:
        _tell(
            f"{counted(unlisted, 'rule')} more with hits: see --json. Fewer than "
            f"{ENOUGH_HITS} hits say little of a rule."
        )


def _print_mixups(title: str, mixups: Sequence[Mixup]) -> None:
    if not mixups:
        return
    each = (
        f"{RELATIONS[relation]} {count}"
        for relation, count in by_relation(mixups).items()
        if count
    )
    _tell("", f"{title}: {sum(m.count for m in mixups)}", f"({'; '.join(each)})")
    write_table(
        ["*Code", "*There instead", "Times"],
        [(_broken(m.code), _broken(_there(m)), m.count) for m in mixups[:MOST_ROWS]],
        right=["Times"],
    )


def _there(mixup: Mixup) -> str:
    met = mixup.relation in ("twin", "neighbour")
    return mixup.other if met else RELATIONS[mixup.relation]


def _print_queue(queues: Mapping[str, Iterable[Depth]]) -> None:
    _tell("", "Who works through the queue from the top finds:")
    headings = ["First", "There are", "Found", RECALL]
    write_table(
        ["*Suggestions by", *headings] if len(queues) > 1 else headings,
        [
            (*([name] if len(queues) > 1 else []), d.first, d.there, d.found, recall)
            for name, queue in queues.items()
            for d in queue
            for recall in [_percent(d.recall, d.interval)]
        ],
        right=headings,
    )


def _print_calibration(found: Calibration | None) -> None:
    if found is None:
        return
    _tell(
        "",
        f"Brier score of the learned probabilities: {found.brier:.3f} (0 is perfect; "
        f"always saying the mean gives {found.base:.3f}).",
    )
    write_table(
        ["*Probability", "Number", "Said %", "Right %"],
        [
            (
                f"{one.low:.1f}–{one.high:.1f}"
                f"{' (few)' if one.suggestions < FEW else ''}",
                one.suggestions,
                _percent(one.said),
                _percent(one.right, one.interval),
            )
            for one in found.bins
        ],
        right=["Number", "Said %", "Right %"],
    )


def _tell(*paragraphs: str) -> None:
    width = console().width - 1
    lines = (textwrap.fill(visible(each), width) for each in paragraphs)
    write_text("\n".join(lines))


def _broken(name: str) -> str:
    """Return a code's or rule's id, broken before its last part if it is long."""
    if len(name) <= LONG_NAME:
        return name
    return ".\n".join(name.rsplit(".", 1))


def _shares(figures: Figures) -> tuple[object, ...]:
    return (
        figures.right,
        _percent(figures.precision, figures.precision_interval),
        _percent(figures.recall, figures.recall_interval),
        _percent(figures.f1, figures.f1_interval),
    )


def _percent(share: float | None, interval: Interval | None = None) -> str:
    """Return a share in per cent, with its interval if there is one."""
    if share is None:
        return "–"
    if interval is None:
        return f"{100 * share:.0f}"
    return f"{100 * share:.0f} ({100 * interval.low:.0f}–{100 * interval.high:.0f})"
