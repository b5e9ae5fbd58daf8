"""The index for search: a file beside the database that a thread of its own fills behind the commits.

`SearchIndex` (index.py) is what the rest of the program uses:

    index = SearchIndex(data_folder)
    found = index.find(reading.db, user_id, wanted, Within.WORDS, before_n=None, limit=51)
    found.rows       # (n, *storage.queries.messages.COLUMNS) of each message, the newest first
    found.coverage   # None, or how much of the history is indexed so far

`Indexer` (indexer.py) is the thread. The file can always be made again from the database: it is no part of a backup,
and it is made anew when it is missing, damaged, of another office or of another version of the folding.
"""
