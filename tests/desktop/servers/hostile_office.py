"""An office whose page asks for everything that a window could give away, by itself and after a click."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A hostile office</title>
<script src="/probes.js" defer></script><h1>Good morning</h1><textarea>mine</textarea><button>Press me</button>"""
PROBES = """
const refused = (name) => { throw { name } };
const holds = (given, name) => (given ? "given" : refused(name));
const media = (wanted) => navigator.mediaDevices.getUserMedia(wanted);
const command = (name) => {
  document.querySelector("textarea").select();
  return holds(document.execCommand(name), "refused");
};
const probes = {
  microphone: () => media({ audio: true }),
  camera: () => media({ video: true }),
  both: () => media({ audio: true, video: true }),
  screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
  tab: () => navigator.mediaDevices.getDisplayMedia({ preferCurrentTab: true, selfBrowserSurface: "include" }),
  place: () => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, () => no({ name: "denied" }))),
  notifications: async () => holds((await Notification.requestPermission()) === "granted", "denied"),
  read_clipboard: () => navigator.clipboard.readText(),
  write_clipboard: () => navigator.clipboard.writeText("evil"),
  paste: () => command("paste"),
  fonts: async () => holds((await queryLocalFonts()).length > 0, "none"),
  midi: () => navigator.requestMIDIAccess({ sysex: true }),
  usb: () => navigator.usb.requestDevice({ filters: [] }),
  serial: () => navigator.serial.requestPort(),
  hid: async () => holds((await navigator.hid.requestDevice({ filters: [] })).length > 0, "none"),
  bluetooth: () => navigator.bluetooth.requestDevice({ acceptAllDevices: true }),
  idle: async () => holds((await IdleDetector.requestPermission()) === "granted", "denied"),
  file: () => fetch("file:///etc/hostname"),
  bridge: () => holds([window.pywebview, window.qt, window.chrome?.webview].some(Boolean), "none"),
};
const tried = async (probe) => {
  const late = new Promise((resolve) => setTimeout(resolve, 4000, "no answer"));
  try {
    return await Promise.race([Promise.resolve(probe()).then(() => "given"), late]);
  } catch (error) {
    return String(error?.name ?? error);
  }
};
const say = (what) => fetch("/say", { method: "POST", body: JSON.stringify(what) });
window.say = say;
window.askForAll = async (names = Object.keys(probes)) => {
  const got = await Promise.all(names.map(async (name) => [name, await tried(probes[name])]));
  await say(Object.fromEntries(got));
};
addEventListener("click", () => window.clicked?.(), true);
say({ path: location.pathname + location.search });
"""


class HostileOffice:
    """Serves on loopback, which is a secure context; `said` has what the page posts, in order."""

    def __init__(self) -> None:
        self.said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.said = self.said  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def hear(self) -> dict[str, Any]:
        return self.said.get(timeout=30)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/probes.js"):
            self._answer("text/javascript", PROBES)
        elif self.path.startswith("/files/"):
            self._answer("application/octet-stream", "evil", ("Content-Disposition", "attachment"))
        else:
            self._answer("text/html", PAGE)

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.said.put(said)  # type: ignore[attr-defined]
        self._answer("text/plain", "")

    def _answer(self, kind: str, text: str, *more: tuple[str, str]) -> None:
        self.send_response(200)
        for name, value in (("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(text))), *more):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass
