"""Defines the topics of the join doctor. The title of a topic is the text `check.ID` of the catalogue."""

from dataclasses import dataclass

from chat_desktop.languages.sentences import Sentence
from chat_desktop.network.doctor.checks import Check


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of a probe. Its methods create checks with its id."""

    id: str

    def ok(self, *found: Sentence) -> Check:
        """Returns a check without a problem."""
        return Check(self.id, "ok", found)

    def warning(self, found: Sentence, step: Sentence) -> Check:
        """Returns a check with a problem that may prevent some people from joining."""
        return Check(self.id, "warning", (found,), (step,))

    def failed(self, found: Sentence, step: Sentence) -> Check:
        """Returns a check with a problem that prevents people from joining."""
        return Check(self.id, "failed", (found,), (step,))

    def unknown(self, found: Sentence, step: Sentence | None = None) -> Check:
        """Returns a check that could not find out the state."""
        return Check(self.id, "unknown", (found,), (step,) if step else ())


MDNS = Topic("mdns")
CERTIFICATE = Topic("certificate")
FIREWALL = Topic("firewall")
INTERFACES = Topic("interfaces")
ADDRESS = Topic("address")
VPN = Topic("vpn")
CLOCK = Topic("clock")
DISK = Topic("disk")
FONTS = Topic("fonts")
PROFILE = Topic("network_profile")
PORT = Topic("port")
