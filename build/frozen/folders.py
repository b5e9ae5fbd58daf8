"""Names the frozen folders in dist/: one with the window, and one for servers without it."""

HEADLESS_FLAG = "--headless"  # for build/make.py and chat.spec


def folder_name(headless: bool) -> str:
    """Returns the name of the frozen folder, which is also that of its packages."""
    return "chat-desktop-headless" if headless else "chat-desktop"
