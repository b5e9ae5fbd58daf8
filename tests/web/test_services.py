"""What the routes and the hub's components are given stays grouped by capability."""

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from chat_desktop.runtime import assembly
from chat_desktop.web import services

MOST_IN_ALL, MOST_IN_A_GROUP = 13, 5


def groups(module: Any) -> list[type]:
    return [kind for kind in vars(module).values() if is_dataclass(kind) and isinstance(kind, type)]


@pytest.mark.parametrize("module", [services, assembly], ids=["web", "runtime"])
def test_no_group_of_services_grows_into_a_list_of_everything(module: Any) -> None:
    assert len(groups(module)) > 3
    for group in groups(module):
        most = MOST_IN_ALL if group in (services.Services, assembly.HostServices) else MOST_IN_A_GROUP
        assert len(fields(group)) <= most, group
