"""How text is made comparable for search, and what a search asks for.

It belongs to no layer, since the rules (chat/search) and the index (storage/search_index) both need it.
"""
