"""Prepares the environment of Chromium, before it starts.

What would give pages more than the program does is taken out: the environment may come from an older version of this
program, from another program that has started it, or from a profile in which somebody once tried something. Flags about
graphics and the sandbox stay, because some computers need them.
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
_OFF = "--disable-features="
# The store of shared dictionaries, of which we serve none: a check in it fails now and then at a start on a busy
# computer, for a reason that is not known. Chromium 140 then ends the whole process by SIGTRAP, and the host with it.
_FEATURES_OFF = ("CompressionDictionaryTransport", "CompressionDictionaryTransportBackend")


def prepare(environment: MutableMapping[str, str]) -> None:
    """Removes the refused flags and variables from ENVIRONMENT, and turns off what ends the process."""
    for name in _REFUSED_VARIABLES:
        environment.pop(name, None)
    flags = [flag for flag in environment.get(FLAGS, "").split() if not flag.startswith(_REFUSED)]
    # Of several flags of this name Chromium takes the last.
    off = [feature for flag in flags if flag.startswith(_OFF) for feature in flag.removeprefix(_OFF).split(",")]
    kept = [flag for flag in flags if not flag.startswith(_OFF)]
    environment[FLAGS] = " ".join([*kept, _OFF + ",".join(dict.fromkeys([*off, *_FEATURES_OFF]))])
