"""The fixed SQL of the hot paths, one file a subject. The rules run it on a `Db`; the ORM would cost many times more.

Statements are plain SQL that more than one database accepts. Values are always bound, never formatted in.
"""
