"""One tiny office for each test that asks for it."""

from collections.abc import Iterator

import pytest

from tests.support.hosts.tiny_server import TinyOffice, tiny_office


@pytest.fixture
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served
