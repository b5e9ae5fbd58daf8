"""Makes the installer for Windows with makensis, and signs it where the environment has a certificate.

CHAT_DESKTOP_CERTIFICATE is the path of a PFX file, CHAT_DESKTOP_CERTIFICATE_PASSWORD its password. On Windows signtool
signs, elsewhere osslsigncode. CHAT_DESKTOP_TIMESTAMP is the address of a timestamp server; without it the signature
ends with the certificate.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).resolve().parent / "chat-desktop.nsi"
ICON = ROOT / "build" / "icons" / "chat-desktop.ico"


def make(folder: Path, version: str, target: Path, compressor: str = "lzma") -> Path:
    """Writes the installer of a frozen Windows folder into `target` and returns its path.

    The program in the folder is signed first, because the firewall and the virus scanner ask about it."""
    sign(folder / "chat-desktop.exe")
    made = target / f"{folder.name}-{version}-windows-x86_64-setup.exe"
    values = {"VERSION": version, "COMPRESSOR": compressor, "PAYLOAD": folder, "ICON": ICON, "OUT": made}
    defines = [f"-D{name}={value}" for name, value in values.items()]
    # With -NOCD the folder of the script is not searched for what it includes.
    included = f"-X!addincludedir {SCRIPT.parent}"
    subprocess.run(["makensis", "-V2", "-NOCD", "-INPUTCHARSET", "UTF8", included, *defines, str(SCRIPT)], check=True)
    sign(made)
    return made


def sign(file: Path) -> None:
    """Signs a Windows program in place. Without a certificate in the environment it stays unsigned."""
    certificate = os.environ.get("CHAT_DESKTOP_CERTIFICATE", "")
    if not certificate:
        return
    password = os.environ.get("CHAT_DESKTOP_CERTIFICATE_PASSWORD", "")
    stamp = os.environ.get("CHAT_DESKTOP_TIMESTAMP", "")
    if sys.platform == "win32":
        command = ["signtool", "sign", "/fd", "SHA256", "/f", certificate, "/p", password]
        command += ["/tr", stamp, "/td", "SHA256"] if stamp else []
        subprocess.run([*command, str(file)], check=True)
        return
    signed = file.with_name(f"{file.name}.signed")
    command = ["osslsigncode", "sign", "-pkcs12", certificate, "-pass", password, "-h", "sha256"]
    command += ["-n", "Chat Desktop", *(["-ts", stamp] if stamp else []), "-in", str(file), "-out", str(signed)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    signed.replace(file)
