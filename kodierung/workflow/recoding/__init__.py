"""The codebook changed while coding: the file, the codings and the suggestions at once.

* `codings`: what becomes of codings whose codes change, without any database;
* `change`: one change of file and study, whole or not at all;
* `verbs`: add, rename, relabel, move, merge;
* `split`: one code made into several, each coding told which.
"""
