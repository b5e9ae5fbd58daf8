"""What the host gives to the components on the hub, and what it does for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chat_desktop.chat.core.events import SecureChanged
from chat_desktop.chat.core.records import Office

if TYPE_CHECKING:
    from chat_desktop.network.doctor.subject import Subject


@dataclass(frozen=True, slots=True)
class HostNetwork:
    """What the host knows of the network. None of these calls blocks."""

    schemes: Callable[[], tuple[str, ...]]  # by which pages may look for the office
    nearby_offices: Callable[[], dict[str, Any]]
    doctor_subject: "Callable[[], Subject]"


@dataclass(frozen=True, slots=True)
class HostSubscribers:
    """What the host does when a commit has changed something of the office. None of these calls blocks."""

    office_changed: Callable[[Office], None]
    owner_changed: Callable[[str], None]  # with the owner's name
    secure_mode_changed: Callable[[SecureChanged], None]
