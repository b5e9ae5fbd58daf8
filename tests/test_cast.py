"""The tools of the tests themselves."""

from tests.support.hosts.host_process import ServedHost
from tests.support.parts.rules_office import RulesOffice


def test_the_inside_office_has_its_cast(office: RulesOffice) -> None:
    assert len({p.user_id for p in (office.ana, office.ben, office.cleo, office.dora)}) == 4


def test_a_shared_host_is_set_up_and_people_can_talk(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    with cleo.connect_socket() as client:
        assert client.post(cleo.home(), "hello")["body"] == "hello"
        assert client.heard("message:posted")[0]["message"]["body"] == "hello"


def test_a_fresh_host_ends_in_order(fresh_host: ServedHost) -> None:
    fresh_host.stop()
    assert fresh_host.errors == ""
