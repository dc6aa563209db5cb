"""What was sent stays what was sent: gates, write-once capsules, and what anybody can check in them later.

In: a warehouse that is current, a named person's word. Out: ``releases/<programme>/<period no>/<release no>/``.
Rerun: a second release of a period is a restatement and needs its reason; none is ever changed.
"""
