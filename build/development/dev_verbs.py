"""Implements the commands of dev.py."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from development import dev_firefox, dev_lint, dev_node, dev_screen, dev_system
from development.dev_environment import ROOT, Environment, SetupError
from development.dev_progress import say
from frozen import driver_libraries

HELP = """Chat Desktop, for developers

  python3 dev.py run [...]       open the office: in a window, or without one if there is no screen
  python3 dev.py serve [...]     open the office without a window
  python3 dev.py test [...]      run all tests, with four workers; arguments go to pytest: tests/chat -k name, --long
  python3 dev.py lint            run ruff, mypy, and TypeScript on the page where node is installed
  python3 dev.py bench [...]     run the benchmarks; --quick takes two minutes, --help shows all options
  python3 dev.py corpus PLACE    read the files of a folder or an archive as the host does, and tell what they cost
  python3 dev.py package         build dist/chat-desktop/ and all packages; --folder builds only the folder

Each command first installs what it needs into .venv; you do not have to install anything else."""

Verb = Callable[[list[str]], int]

# Four workers for two cores, because tests often wait: three take a fifteenth longer. The tests of a file share a host
# or a browser, so one worker runs them all.
# The order is that of tests/support/running/run_order.py.
WHOLE_SUITE = ["--numprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder", "--durations", "40"]


def main(arguments: list[str]) -> int:
    """Runs the command in `arguments` and returns its exit status, or replaces this process by its program."""
    name, *rest = arguments or ["help"]
    verb = VERBS.get(name)
    if verb is None:
        say(f"dev.py has no command '{name}'.\n")
        say(HELP)
        return 2
    try:
        return verb(rest)
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The next run continues the set-up by itself.")
        return 130


def run(words: list[str]) -> int:
    """Opens the office, in a window if possible."""
    environment = Environment()
    if not dev_screen.window_ready(environment):
        environment.ensure(["build", "serve"])
    # Without a window the program says why, in one line, and serves.
    return become(environment, ["-m", "chat_desktop", "run", *words], Path.cwd())


def serve(words: list[str]) -> int:
    """Serves the office without a window."""
    environment = Environment()
    environment.ensure(["build", "serve"])
    return become(environment, ["-m", "chat_desktop", "serve", *words], Path.cwd())


def test(words: list[str]) -> int:
    """Runs the tests."""
    environment = Environment()
    dev_system.provide([*dev_system.WINDOW, *dev_system.TESTS, *dev_system.FREEZING], "The whole suite")
    dev_system.provide_where_known(dev_system.LIGHT_BROWSER, "A fast run of the suite")
    # By itself: Ubuntu has it from elsewhere, and what apt does not know must not keep it from installing the rest.
    dev_system.provide([dev_firefox.FIREFOX], "The suite's part in Firefox")
    environment.ensure(["build", "serve", *dev_screen.window_layers(), "test", "package"])
    if shutil.which("node") and shutil.which("npm"):
        dev_firefox.install()
    return become(environment, ["-m", "pytest", *(words or WHOLE_SUITE)], ROOT)


def lint(words: list[str]) -> int:
    """Runs the checks of the source."""
    environment = Environment()
    environment.ensure(["build", "serve", "test", "lint"])
    return dev_lint.lint(environment, words)


def bench(words: list[str]) -> int:
    """Runs the benchmarks."""
    if not (ROOT / "benchmarks" / "__main__.py").is_file():
        say("There is no benchmark in this checkout yet.")
        return 0
    folder = ROOT / "benchmarks" / "node"
    if shutil.which("node") is None or shutil.which("npm") is None:
        say("The benchmarks need Node 20 or newer with npm: the load generator and the peer run on it.")
        return 1
    environment = Environment()
    dev_system.provide(dev_system.TESTS, "The page's part of the benchmarks")
    environment.ensure(["build", "serve", "test"])
    if not dev_node.install(folder, folder, "the load generator's packages"):
        return 1
    return become(environment, ["-m", "benchmarks", *words], ROOT)


def corpus(words: list[str]) -> int:
    """Reads files of strangers in the process that makes pictures."""
    environment = Environment()
    environment.ensure(["build", "serve"])
    return become(environment, ["-m", "benchmarks.corpus", *(str(Path(word).absolute()) for word in words)], ROOT)


def package(words: list[str]) -> int:
    """Builds the frozen folder."""
    environment = Environment()
    dev_system.provide([*dev_system.WINDOW, *driver_libraries.LINKED, *dev_system.FREEZING], "A complete executable")
    environment.ensure(["build", "serve", *dev_screen.window_layers(), "package"])
    return become(environment, [str(ROOT / "build" / "package.py"), *words], ROOT)


def show_help(_words: list[str]) -> int:
    """Prints the help."""
    print(HELP)
    return 0


def become(environment: Environment, words: list[str], folder: Path) -> int:
    """Replaces dev.py by Python with these arguments, so that signals and the exit status are those of the program."""
    variables = dict(os.environ)
    # The folder of the caller stays the current one (`run --data here`); the package is found all the same.
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), variables.get("PYTHONPATH")]))
    command = [str(environment.python), *words]
    os.chdir(folder)
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, variables)  # noqa: S606 (no shell is the point)
    with subprocess.Popen(command, env=variables) as program:
        return patient(program)


def patient(program: "subprocess.Popen[bytes]") -> int:
    """Waits for the program on Windows, which has no exec. Ctrl-C reaches the program too, which then exits."""
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:
            continue


VERBS: dict[str, Verb] = {
    "run": run,
    "serve": serve,
    "test": test,
    "lint": lint,
    "bench": bench,
    "corpus": corpus,
    "package": package,
    "help": show_help,
    "--help": show_help,
    "-h": show_help,
}
