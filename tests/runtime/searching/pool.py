"""Processes that search for a test, and what of them runs."""

import threading
from pathlib import Path
from typing import Any

from chat_desktop.chat.core.work import SearchAnswer, SearchQuestion
from chat_desktop.runtime.searching.process import Search
from chat_desktop.runtime.searching.processes import VERB, SearchProcesses
from chat_desktop.storage.writer import Job
from tests.support.parts.rules_office import Person, RulesOffice


def settled(jobs: list[Job]) -> None:
    for job in jobs:
        job.tag.set()


class Pool(SearchProcesses):
    """Waits for what it is asked."""

    def __init__(self, office: RulesOffice, *command: str, **more: Any) -> None:
        super().__init__(office.search_index, settled, command or None, **more)
        self.start(2)

    def begin(self, search: Search) -> Job:
        job = Job(self.submit, (search,), {}, tag=threading.Event())
        self.submit(job)
        return job

    def ask(self, what: str, who: Person | None = None, limit_seconds: float = 30.0) -> SearchAnswer:
        question = SearchQuestion(who.session_id if who else "", {"q": what})
        return outcome(self.begin(Search(question, limit_seconds)))


def outcome(job: Job) -> SearchAnswer:
    assert job.tag.wait(60), "no answer"
    if job.error is not None:
        raise job.error
    answer: SearchAnswer = job.result
    return answer


def begun(host: int) -> list[int]:
    """Returns the ids of the processes that the host of this id has started to search. Reads /proc."""
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if (words := _words(folder)) is not None and words[0] == host and VERB.encode() in words[1]
    ]


def _words(folder: Path) -> tuple[int, list[bytes]] | None:
    """Returns the id of the parent and the words of the command, or None when the process has ended."""
    try:
        stat = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        return int(stat[1]), (folder / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
