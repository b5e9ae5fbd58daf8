"""A chat in which everything happens by chance that can happen to a message, and what a scan has to know of it."""

import random
import re
import unicodedata
from dataclasses import dataclass, field

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import posting
from chat_desktop.chat.reading import later, pins
from chat_desktop.chat.rooms import memberships
from tests.support.files.stored_files import stored_as
from tests.support.parts.rules_office import Person, RulesOffice

LATIN = [
    *("floor", "plan", "planner", "explanation", "Plans", "PLAN", "straw", "strawberry", "draft", "draftsman"),
    *("overdraft", "Über", "uber", "uberall", "Café", "cafe", "cafés", "naïve", "Straße", "strasse", "issue", "tissue"),
    *("is", "a", "the", "this", "that", "lunch", "launch", "planet", "airplane", "unplanned", "workfloor"),
]
UNSPACED = [
    *("上海", "我在上海工作", "海上", "東京都", "京都", "東京", "ラーメン", "昼はラーメンです", "ガス"),
    *("서울에서", "서울", "만나요"),
]
# Rare words, so that there are not only long lists of results.
RARE = [f"{start}{middle}{end}" for start in ("bel", "cor", "dun", "Fäl", "gro", "Hün", "kel", "mav") for middle in
        ("a", "eno", "ipa", "ost", "ult", "ymn") for end in ("", "s", "ger", "tion", "-bax", "ok.pdf")]  # fmt: skip
OTHER = ["https://wiki.lan/plan", "2024", "20"]
COMMON = LATIN + UNSPACED + OTHER
FILES = [
    *(("Floor plan.pdf", "pdf"), ("overdraft-2024.xlsx", "file"), ("Straße.JPG", "image"), ("上海工作.png", "image")),
    *(("strawberry", "file"), ("café_über.mp4", "video"), ("note.ogg", "voice"), ("Fälymns.txt", "text")),
]
ENDS = re.compile(r"[\W_]+")


@dataclass
class Told:
    """What the test knows of a message: enough to scan for it."""

    message: Message
    files: list[tuple[str, str]] = field(default_factory=list)  # their names and kinds
    parts: list[list[str]] = field(default_factory=list)  # the words of the text, and of each name

    def see(self, message: Message) -> None:
        self.message = message
        self.parts = [plain(text).split() for text in (message.body, *(name for name, _ in self.files))]

    @property
    def types(self) -> set[str]:
        endings = {name.rpartition(".")[2].lower() for name, _ in self.files if "." in name}
        return endings | {kind for _, kind in self.files}


class Chat:
    """Rooms of several people, in which everything happens that can happen to a message."""

    def __init__(self, office: RulesOffice, dice: random.Random) -> None:
        self.office, self.dice = office, dice
        self.people = [office.ana, office.ben, office.cleo, office.dora]
        self.rooms = {
            office.make_room(office.ana, f"Room {number}", "closed", *self.people[1:]): set(self.people)
            for number in range(5)
        }
        self.told: dict[str, Told] = {}
        self.who = office.ana  # searches now
        self.saved: set[tuple[Person, str]] = set()
        self.pinned: set[str] = set()
        self._posts = 0

    def live(self, acts: int) -> None:
        for start in range(0, acts, 100):
            self._post_some(min(70, acts - start))
            for _ in range(min(30, max(0, acts - start - 70))):
                self._change_one()
            self._keep_one()
            self._move_somebody()
            if self.dice.random() < 0.3:
                self.office.indexer.catch_up()

    def _post_some(self, many: int) -> None:
        jobs, sent = [], []
        for _ in range(many):
            room_id = self.dice.choice(list(self.rooms))
            who = self.dice.choice(sorted(self.rooms[room_id], key=lambda person: person.user_id))
            self._posts += 1
            files = self.dice.sample(FILES, self.dice.choice([0] * 12 + [1, 1, 2]))
            ids = [stored_as(self.office, who, name, kind) for name, kind in files]
            command = PostMessage(room_id=room_id, client_id=f"r{self._posts}", body=self._body(), attachment_ids=ids)
            jobs.append(self.office.submit(posting.post, who.session_id, command))
            sent.append(files)
        for job, files in zip(jobs, sent, strict=True):
            message = self.office.outcome(job)
            self.told[message.id] = Told(message, files)
            self._see(message)

    def _change_one(self) -> None:
        """The owner deletes everybody's messages, and edits her own."""
        found = self.dice.choice([each for each in self.told.values() if not each.message.deleted]).message
        author = next(person for person in self.people if person.user_id == found.sender_id)
        if author not in self.rooms[found.room_id]:
            return
        if self.dice.random() < 0.4:
            self._see(self.office.write(posting.delete, author.session_id, found.id))
        else:
            self._see(self.office.write(posting.edit, author.session_id, found.id, self._body()))

    def _keep_one(self) -> None:
        """Somebody saves a message, and somebody pins one."""
        for is_saved in (True, True, False):
            found = self.dice.choice([each for each in self.told.values() if not each.message.deleted]).message
            who = self.dice.choice(sorted(self.rooms[found.room_id], key=lambda person: person.user_id))
            if is_saved and (who, found.id) not in self.saved:
                self.office.write(later.save, who.session_id, found.id, "", None)
                self.saved.add((who, found.id))
            elif not is_saved and found.id not in self.pinned:
                self.office.write(pins.pin, who.session_id, found.id)
                self.pinned.add(found.id)

    def _move_somebody(self) -> None:
        room_id, who = self.dice.choice(list(self.rooms)), self.dice.choice(self.people[1:])
        if who in self.rooms[room_id]:
            self.office.write(memberships.leave, who.session_id, room_id)
            self.rooms[room_id].remove(who)
        else:
            self.office.write(memberships.add, self.office.ana.session_id, room_id, [who.user_id])
            self.rooms[room_id].add(who)

    def _body(self) -> str:
        between = self.dice.choice([" ", " ", ", ", "-", "\n"])
        return between.join(some_words(self.dice, self.dice.randint(1, 6)))

    def _see(self, message: Message) -> None:
        self.told.setdefault(message.id, Told(message)).see(message)


def some_words(dice: random.Random, many: int, unspaced: bool = True) -> list[str]:
    common = COMMON if unspaced else LATIN
    return [dice.choice(RARE if dice.random() < 0.8 else common) for _ in range(many)]


def plain(text: str) -> str:
    """Words of small letters without accents: by other means than the program's."""
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return ENDS.sub(" ", unicodedata.normalize("NFC", text.lower().replace("ß", "ss")))
