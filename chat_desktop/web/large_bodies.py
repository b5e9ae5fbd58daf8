"""Lists the routes that receive large bodies by `file_transfer.BODY`. They limit the size themselves."""


def accepts_large_body(method: str, target: str) -> bool:
    """Returns whether the route of this method and target receives its body in pieces."""
    path = target.partition("?")[0]
    return (method == "PATCH" and path.startswith("/api/uploads/")) or (method == "POST" and path == "/api/attachments")
