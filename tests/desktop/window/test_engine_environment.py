"""What Chromium is told by the environment: less for pages, and without the part that ends the whole process."""

from pathlib import Path

from chat_desktop.desktop.window.page_tools import engine_environment
from tests.desktop.conftest import Play
from tests.desktop.window.test_using_page import qt

OFF = "--disable-features=CompressionDictionaryTransport,CompressionDictionaryTransportBackend"


def prepared(flags: str) -> str:
    environment = {engine_environment.FLAGS: flags}
    engine_environment.prepare(environment)
    return environment[engine_environment.FLAGS]


def test_what_a_computer_needs_is_kept_beside_our_own() -> None:
    assert prepared("") == OFF
    assert prepared("--disable-gpu --use-fake-ui-for-media-stream") == f"--disable-gpu {OFF}"
    own = "--disable-features=Vulkan,CompressionDictionaryTransport"
    assert (
        prepared(own)
        == "--disable-features=Vulkan,CompressionDictionaryTransport,CompressionDictionaryTransportBackend"
    )
    assert prepared(prepared(own)) == prepared(own)


@qt
def test_the_window_has_no_store_of_shared_dictionaries(play: Play, tmp_path: Path) -> None:
    play("find", program="using_page", QTWEBENGINE_CHROMIUM_FLAGS="--disable-features=Vulkan")
    assert (tmp_path / "data" / "webview" / "Cookies").exists()
    assert not (tmp_path / "data" / "webview" / "Shared Dictionary").exists()
