"""Lists the libraries that the frozen folder does not contain, because graphics drivers load them too.

A process holds one library of a name: the first one that is loaded, and ours are found first. A driver that is newer
than the machine on which the folder was built may then miss symbols, cannot be loaded, and Qt aborts the program
("Could not initialize GLX"). The drivers of Debian 12 and 13 load all of these (what Mesa, its LLVM and Vulkan link
to), as AppImage's list of excluded libraries says for other systems. Where a driver is, they are there as well.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from development.dev_system import Need

# What the files in the folder link to: the system must have it for the window. Headless, glibc, zlib and the first two
# are enough, which belong to every system.
LINKED = [
    Need("libstdc++.so.6", "libstdc++6", "gcc-libs"),
    Need("libgcc_s.so.1", "libgcc-s1", "gcc-libs"),
    Need("libEGL.so.1", "libegl1", "libglvnd"),
    Need("libGL.so.1", "libgl1", "libglvnd"),
    Need("libgbm.so.1", "libgbm1", "mesa"),
    Need("libwayland-client.so.0", "libwayland-client0", "wayland"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    Need("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
    Need("libX11.so.6", "libx11-6", "libx11"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    Need("libXext.so.6", "libxext6", "libxext"),
    Need("libXfixes.so.3", "libxfixes3", "libxfixes"),
    Need("libxcb.so.1", "libxcb1", "libxcb"),
    Need("libxcb-dri3.so.0", "libxcb-dri3-0", "libxcb"),
    Need("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Need("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Need("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Need("libexpat.so.1", "libexpat1", "expat"),
    Need("liblzma.so.5", "liblzma5", "xz"),
    Need("libz.so.1", "zlib1g", "zlib"),
    Need("libzstd.so.1", "libzstd1", "zstd"),
]
# What drivers load besides, and no file of ours links to today, or of which a copy lies in reserve.
LOADED_BY_DRIVERS = {
    *("libGLX.so.0", "libGLdispatch.so.0", "libOpenGL.so.0", "libglapi.so.0", "libdrm.so.2", "libwayland-server.so.0"),
    *("libXau.so.6", "libXdmcp.so.6", "libxcb-dri2.so.0", "libxcb-present.so.0", "libxshmfence.so.1"),
    *("libffi.so.8", "libelf.so.1", "libtinfo.so.6", "libedit.so.2", "libbsd.so.0", "libmd.so.0", "libsensors.so.5"),
    *("libxml2.so.2", "libpciaccess.so.0", "libvulkan.so.1", "libz3.so.4", "libXxf86vm.so.1", "libva.so.2"),
    *("libdrm_amdgpu.so.1", "libdrm_intel.so.1", "libdrm_nouveau.so.2", "libdrm_radeon.so.1"),
}
# Without any font the page loads, connects, and shows no text at all.
FONTS = {"fontconfig-config", "fonts-dejavu-core"}
# Python's ctypes needs it without a window too, and a bare server may lack it: a copy lies where the loader looks only
# after the system's own folders were searched in vain (build/frozen/entry.py).
RESERVE = {"libffi.so.8"}
RESERVE_FOLDER = "reserve"

_NAMES = {need.name for need in LINKED} | LOADED_BY_DRIVERS
Entry = tuple[str, str, str]


def packages() -> list[str]:
    """Returns the packages that a package for Debian or Ubuntu must depend on for the window, besides libc6."""
    return sorted({need.debian for need in LINKED} | FONTS)


def is_left(name: str) -> bool:
    """Returns whether the folder leaves this file to the system. `name` is its path in the folder."""
    return PurePosixPath(name.replace("\\", "/")).name in _NAMES


def without(binaries: Iterable[Entry]) -> list[Entry]:
    """Returns the entries without those that are left to the system. Reserve libraries move to their own folder."""
    entries = list(binaries)
    reserve = [(f"{RESERVE_FOLDER}/{name}", source, kind) for name, source, kind in entries if name in RESERVE]
    return [entry for entry in entries if not is_left(entry[0])] + reserve
