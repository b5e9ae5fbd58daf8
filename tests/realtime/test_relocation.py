"""A page is given a token while its link stands, and goes on with it elsewhere."""

from tests.support.hosts.host_process import ServedHost


def test_a_token_of_a_live_connection_signs_in_once_and_ends_the_old_session(host: ServedHost) -> None:
    cleo, elsewhere = host.newcomer("Cleo"), host.browser()
    with cleo.connect_socket() as socket:
        given = socket.ask("session:handover", {})
        assert cleo.get("/api/seal").expect()["seal"] == given["seal"]
        user = elsewhere.post("/api/session", {"handover_token": given["token"]}).expect()["user"]
        assert user["id"] == cleo.user_id
        assert socket.until("session:ended")["reason"] == "moved"
    assert cleo.get("/api/rooms").code == "not_signed_in"
    assert elsewhere.get("/api/rooms").status == 200
    assert host.browser().post("/api/session", {"handover_token": given["token"]}).code == "wrong_credentials"


def test_the_token_lives_on_after_its_connection_but_not_after_signing_out(host: ServedHost) -> None:
    cleo, dora = host.newcomer("Cleo"), host.newcomer("Dora")
    tokens = []
    for person in (cleo, dora):
        with person.connect_socket() as socket:
            tokens.append(socket.ask("session:handover", {})["token"])
    dora.delete("/api/session").expect()
    assert host.browser().post("/api/session", {"handover_token": tokens[0]}).status == 200
    assert host.browser().post("/api/session", {"handover_token": tokens[1]}).code == "wrong_credentials"


def test_a_new_token_takes_the_place_of_the_last_and_nobody_elses_seal_is_told(host: ServedHost) -> None:
    cleo, dora = host.newcomer("Cleo"), host.newcomer("Dora")
    with cleo.connect_socket() as socket, dora.connect_socket() as others:
        first, second = (socket.ask("session:handover", {}) for _ in range(2))
        assert first["seal"] == second["seal"] != others.ask("session:handover", {})["seal"]
        assert host.browser().post("/api/session", {"handover_token": first["token"]}).code == "wrong_credentials"
        assert socket.ask("session:handover", {"connection": "another"})["error"]["code"] == "invalid"
