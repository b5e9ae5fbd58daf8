"""The topics that the join doctor looks at: each makes the checks of its own."""

from dataclasses import dataclass

from chat_desktop.network.doctor.checks import Check


@dataclass(frozen=True, slots=True)
class Topic:
    """What a probe looks at; makes its checks."""

    id: str
    title: str

    def ok(self, detail: str) -> Check:
        return Check(self.id, "ok", self.title, detail)

    def warning(self, detail: str, cure: str) -> Check:
        return Check(self.id, "warning", self.title, detail, cure)

    def failed(self, detail: str, cure: str) -> Check:
        return Check(self.id, "failed", self.title, detail, cure)

    def unknown(self, detail: str, cure: str = "") -> Check:
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
