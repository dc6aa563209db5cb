"""What must not be kept any longer: a person who asked to be forgotten, keys that got out, data whose time is over.

In: the lake, archive, feedback, releases. Out: the same without it, the warehouse built from scratch, a line of ``house_log``.
Rerun: whatever was interrupted is finished by the next command that writes.
"""
