"""From scores to thresholds and probabilities, measured on groups not learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kodierung.matching.learning.ranker import require_scikit_learn

# With fewer decisions a probability would promise more than it can hold.
ENOUGH_DECISIONS = 200

Truth = NDArray[np.bool_]


def best_threshold(scores: Sequence[float], right: Truth, wanted: int) -> float:
    """Return the score from which on F1 is best.

    F1 is the harmonic mean of precision and recall (van Rijsbergen, Information
    Retrieval, 1979, ch. 7).

    Args:
        scores: Of suggestions.
        right: Which of them are right.
        wanted: How many should be found.
    """
    if not len(scores):
        return 0.0
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + wanted)
    return float(scores[order[int(np.argmax(f1))]])


def platt(scores: Sequence[float], right: Truth) -> tuple[float, float]:
    """Return slope and offset of the log-odds that a suggestion is right.

    Platt (1999), Probabilistic outputs for support vector machines, with his corrected
    targets, which keep a few suggestions from looking certain.

    Args:
        scores: Of suggestions of all codes together.
        right: Which of them are right.

    Raises:
        StudyError: scikit-learn is not installed.
    """
    require_scikit_learn()
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    yes, no = int(right.sum()), int((~right).sum())
    target = np.where(right, (yes + 1) / (yes + 2), 1 / (no + 2))
    column = np.asarray(scores, float).reshape(-1, 1)
    model = LogisticRegression(C=1e6, solver="lbfgs", max_iter=1000)
    model.fit(
        np.vstack([column, column]),
        np.repeat([True, False], len(column)),
        sample_weight=np.concatenate([target, 1 - target]),
    )
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def brier(likelihoods: Sequence[float], right: Truth) -> float:
    """Return the mean squared distance between what was foretold and what came.

    Brier (1950), Verification of forecasts expressed in terms of probability.
    """
    return float(np.mean((np.asarray(likelihoods) - right) ** 2))
