"""What things are called elsewhere is kept, whatever they are called here."""

from __future__ import annotations

from kodierung.store.store import Store

GUID, OTHER = "A" * 8, "B" * 8


def test_the_first_guid_stays(store: Store):
    with store.writing("import") as change:
        change.identify({("code", "role.markt"): GUID, ("user", "Ada"): OTHER})
        change.identify({("code", "role.markt"): OTHER})
    assert store.identities() == {("code", "role.markt"): GUID, ("user", "Ada"): OTHER}


def test_a_guid_goes_with_a_new_name_and_stays_for_the_old_one(store: Store):
    with store.writing("rename") as change:
        change.identify({("code", "a"): GUID, ("user", "a"): OTHER})
        change.identify_anew("code", {"a": "c", "x": "y"})
    known = {("code", "a"): GUID, ("code", "c"): GUID, ("user", "a"): OTHER}
    assert store.identities() == known
