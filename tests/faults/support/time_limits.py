"""Changes time limits of the host for runs that are short, and for machines that are slow. No defence is taken out."""

from tests.faults.support.weaknesses import FOREVER_SECONDS, replace, weakness


@weakness
def patience() -> None:
    """Shortens time limits for short runs."""
    from chat_desktop.network.http import handler, request_body

    replace(handler, HEAD_SECONDS=1.0, IDLE_SECONDS=1.0, WRITE_SECONDS=2.0)
    replace(request_body, BODY_SECONDS=2.0)


@weakness
def short_waits_for_heads() -> None:
    """The host waits for the head of a request as long as a test takes."""
    from chat_desktop.network.http import handler

    replace(handler, HEAD_SECONDS=FOREVER_SECONDS)


@weakness
def quick_refusals() -> None:
    """Tries for an account that many have guessed at wait for long."""
    from chat_desktop.chat.users import password_guessing

    replace(password_guessing, SLOW_SECONDS=FOREVER_SECONDS)


@weakness
def short_grace() -> None:
    """Who is away for less than a minute was never away."""
    from chat_desktop.chat.rooms import presence

    replace(presence, OFFLINE_AFTER_SECONDS=60.0)
