"""Defines the sizes and counts of the benchmarks, for full and for quick runs."""

from dataclasses import dataclass

SENDERS = 20
FEWEST, MOST = 200, 3_000  # messages, whatever that makes of the deliveries; nobody may send 200 a second for long
RATE = 100  # messages a second, paced


@dataclass(frozen=True, slots=True)
class Plan:
    """`rounds`: how often each run is repeated; the median counts. The tuples are sizes to grow over."""

    rounds: int
    deliveries: int  # of one run in closed loop
    people: tuple[int, ...]
    paced: tuple[int, ...]
    paced_messages: int
    idle: tuple[int, int]
    large_office: int
    large_office_idle_s: int
    storm: int
    rooms: tuple[int, ...]
    history: tuple[int, ...]
    search: tuple[int, ...]
    starts: int
    file_mib: int
    large_file_mib: int
    file_messages: int
    scroll_people: int
    scroll_seconds: int
    page_rooms: int
    page_people: int
    page_messages: int
    page_burst: int
    page_history: int
    page_arrivals: int

    def messages(self, people: int) -> int:
        """Returns the number of messages for about `deliveries` deliveries in a run."""
        return max(FEWEST, min(MOST, self.deliveries // people))


FULL = Plan(
    rounds=3,
    deliveries=400_000,
    people=(50, 200, 500, 1_000, 2_000),
    paced=(50, 200, 500),
    paced_messages=1_000,
    idle=(200, 1_200),
    large_office=10_000,
    large_office_idle_s=30,
    storm=500,
    rooms=(1, 10, 100, 1_000),
    history=(1_000, 10_000, 100_000, 1_000_000),
    search=(100_000, 1_000_000),
    starts=9,
    file_mib=1_024,
    large_file_mib=9_500,  # the host takes files of 10 GB
    file_messages=1_000,
    scroll_people=200,
    scroll_seconds=20,
    page_rooms=500,
    page_people=300,
    page_messages=60,
    page_burst=50,
    page_history=100_000,
    page_arrivals=10_000,
)
QUICK = Plan(
    rounds=1,
    deliveries=60_000,
    people=(50, 200),
    paced=(200,),
    paced_messages=200,
    idle=(100, 300),
    large_office=1_000,
    large_office_idle_s=10,
    storm=200,
    rooms=(1, 10),
    history=(1_000, 10_000),
    search=(10_000,),
    starts=3,
    file_mib=256,
    large_file_mib=512,
    file_messages=200,
    scroll_people=50,
    scroll_seconds=3,
    page_rooms=100,
    page_people=60,
    page_messages=20,
    page_burst=50,
    page_history=10_000,
    page_arrivals=1_000,
)
