"""Suggestions without keywords: by likeness to examples, and learned from decisions.

The only package that knows scikit-learn and the sentence encoders. Nothing heavy is
imported here.

A *unit* is a sentence of a participant's turn with its neighbours (`units`). An
*encoder* turns texts into vectors (`encoders`, `vectors`). *Lessons* are units and
passages of the codebook with what they say about each code (`lessons`). A *ranker* is
trained on lessons and gives units a score per code (`ranker`, `training`), from which
passages are picked (`spans`) that become suggestions with a reason (`suggestions`,
`reasons`).
"""
