"""Takes out of the environment what would give pages more than the program does, before Chromium starts.

The environment may come from an older version of this program, from another program that has started it, or from a
profile in which somebody once tried something. Flags about graphics and the sandbox stay: some computers need them.
"""

from collections.abc import MutableMapping

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
# Each ends with "-" or is the whole name: what answers for the person, opens the page to other programs, or takes away
# the borders between pages.
_REFUSED = (
    *("--use-fake-ui-for-", "--auto-accept-", "--auto-select-", "--auto-grant-", "--deny-permission-prompts"),
    *("--remote-debugging-", "--remote-allow-origins", "--disable-web-security", "--disable-site-isolation-"),
    *("--unsafely-treat-insecure-origin-as-secure", "--allow-file-access", "--allow-running-insecure-content"),
    *("--load-extension", "--ignore-certificate-errors", "--disable-popup-blocking", "--enable-automation"),
)
_REFUSED_VARIABLES = ("QTWEBENGINE_REMOTE_DEBUGGING",)


def clean(environment: MutableMapping[str, str]) -> None:
    """Removes the refused flags and variables from ENVIRONMENT."""
    for name in _REFUSED_VARIABLES:
        environment.pop(name, None)
    flags = environment.get(FLAGS, "").split()
    kept = [flag for flag in flags if not flag.startswith(_REFUSED)]
    if kept != flags:
        environment[FLAGS] = " ".join(kept)
