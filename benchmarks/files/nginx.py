"""Starts nginx on loopback with a configuration of its own, as one process and never as a service."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.files.certificate import Pair
from benchmarks.servers import READY_SECONDS, Server, ended

# Debian installs it where only root looks.
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

CONFIGURATION = """
daemon off; master_process off; worker_processes 1; error_log stderr crit; pid {folder}/nginx.pid;
events {{ worker_connections 2048; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_timeout 65; keepalive_requests 1000000;
  default_type application/octet-stream; client_max_body_size 0; client_body_buffer_size 1m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  ssl_certificate {certificate}; ssl_certificate_key {key}; ssl_protocols TLSv1.3;
  server {{
    listen 127.0.0.1:{port}; listen 127.0.0.1:{secure_port} ssl;
    root {root}; dav_methods PUT;
  }}
}}
"""


@contextlib.contextmanager
def nginx(folder: Path, root: Path, pair: Pair) -> Iterator[Server]:
    """Serves the files of ROOT, and accepts new ones by PUT. FOLDER is for its own files.

    The plan of the server has its `url` and its `secure_url`. Raises RuntimeError when it does not start."""
    assert PROGRAM is not None
    folder.mkdir(parents=True, exist_ok=True)
    port, secure_port = _free_port(), _free_port()
    file = folder / "nginx.conf"
    file.write_text(
        CONFIGURATION.format(
            folder=folder, root=root, port=port, secure_port=secure_port, certificate=pair.certificate, key=pair.key
        )
    )
    begun = time.monotonic()
    process = subprocess.Popen([PROGRAM, "-p", str(folder), "-c", str(file)], stdout=subprocess.DEVNULL, text=True)
    with ended(process):
        _await(port, process)
        urls = {"url": f"http://127.0.0.1:{port}", "secure_url": f"https://127.0.0.1:{secure_port}"}
        yield Server("nginx", process, time.monotonic() - begun, urls)


def _await(port: int, process: "subprocess.Popen[str]") -> None:
    begun = time.monotonic()
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None or time.monotonic() - begun > READY_SECONDS:
            raise RuntimeError("nginx did not start. Its own output is above.")
        time.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
