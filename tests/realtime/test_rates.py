"""How much one connection may ask for."""

from chat_desktop.realtime.rates import BURST, FLOOD_PER_SECOND, PER_SECOND, Bucket, Rate


def test_a_burst_goes_through_and_then_two_hundred_a_second() -> None:
    rate = Rate()
    assert all(rate.take(50.0) is None for _ in range(int(BURST)))
    assert rate.take(50.0) == 1 / PER_SECOND
    assert sum(rate.take(51.0) is None for _ in range(500)) == PER_SECOND


def test_a_pause_fills_the_bucket_but_not_over_its_brim() -> None:
    bucket = Bucket(2.0, 10.0)
    assert all(bucket.take(1.0) is None for _ in range(10))
    assert bucket.take(1.0) == 0.5
    assert sum(bucket.take(9_999.0) is None for _ in range(50)) == 10


def test_two_seconds_over_the_flood_in_a_row_are_a_flood() -> None:
    rate = Rate()
    for second in (10, 11):
        for step in range(FLOOD_PER_SECOND + 1):
            rate.take(second + step / 10_000)
        assert not rate.is_flood
    rate.take(12.0)
    assert rate.is_flood


def test_two_that_are_not_in_a_row_are_none() -> None:
    rate = Rate()
    for second in (10, 12, 14):
        for _ in range(FLOOD_PER_SECOND + 1):
            rate.take(float(second))
    rate.take(15.0)
    assert not rate.is_flood


def test_refused_commands_count_towards_the_flood() -> None:
    """Or a flooder would be safe behind the refusals."""
    rate = Rate()
    for _ in range(3):
        rate.take(10.0)
    assert rate._asked == 3
