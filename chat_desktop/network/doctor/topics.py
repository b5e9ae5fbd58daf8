"""Defines the topics of the join doctor, each with an id and a title for its checks."""

from dataclasses import dataclass

from chat_desktop.network.doctor.checks import Check


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of a probe. Its methods create checks with its id and title."""

    id: str
    title: str

    def ok(self, detail: str) -> Check:
        """Returns a check without a problem."""
        return Check(self.id, "ok", self.title, detail)

    def warning(self, detail: str, cure: str) -> Check:
        """Returns a check with a problem that may prevent some people from joining."""
        return Check(self.id, "warning", self.title, detail, cure)

    def failed(self, detail: str, cure: str) -> Check:
        """Returns a check with a problem that prevents people from joining."""
        return Check(self.id, "failed", self.title, detail, cure)

    def unknown(self, detail: str, cure: str = "") -> Check:
        """Returns a check that could not find out the state."""
        return Check(self.id, "unknown", self.title, detail, cure)


MDNS = Topic("mdns", "Announcement on the network")
CERTIFICATE = Topic("certificate", "Certificate of secure mode")
FIREWALL = Topic("firewall", "Firewall")
INTERFACES = Topic("interfaces", "Networks")
ADDRESS = Topic("address", "Address in the link")
VPN = Topic("vpn", "VPN")
CLOCK = Topic("clock", "Clock")
DISK = Topic("disk", "Disk space")
PROFILE = Topic("network_profile", "Windows network profile")
PORT = Topic("port", "Port")
