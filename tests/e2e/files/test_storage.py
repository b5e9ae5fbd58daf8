"""What takes space on the host, as the owner sees it, and a member's own share."""

from playwright.sync_api import expect

from tests.e2e.files.sent_files import share
from tests.support.browsers.pages import People
from tests.support.cast import BEN, CLEO
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide


def test_the_owner_finds_what_takes_space_and_members_their_own_share(open_office: ServedHost, people: People) -> None:
    ana, ben, cleo = open_office.ana, open_office.join(BEN), open_office.join(CLEO)
    common = ana.make_room("Fair", "closed", ben)
    secret = ben.make_room("Salaries", "closed", cleo)
    film = share(ben, open_office.url, common, "The film", ("Fair 2025, full recording.mp4", b"x" * 3_000_000))
    share(ben, open_office.url, secret, "", ("salaries.xlsx", b"y" * 2_000_000))
    share(ana, open_office.url, common, "", ("تقرير نهائي.zip", b"z" * 1_000_000))
    page = people("desktop", ana).enter("/settings")
    phone = people("phone", cleo).enter("/settings")
    expect(phone.locator(".storage-own")).to_contain_text("You use 0 bytes of 20 GB.")
    expect(phone.locator(".storage-own button")).to_have_count(0)
    page.get_by_role("button", name="What takes space on the host").click()
    dialog = page.get_by_role("dialog", name="Space on the host")
    expect(dialog.get_by_role("img", name="Files 6 MB")).to_be_visible()
    rows = dialog.locator(".storage-files > li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Fair · Ben")
    expect(rows.nth(1)).to_have_text("A file in a private room2 MB")
    expect(dialog.locator(".storage-shares").nth(0)).to_contain_text("Rooms and conversations that you aren't in")
    expect(dialog.locator(".storage-shares").nth(1)).to_contain_text("2 files · 5 MB")
    expect(dialog).not_to_contain_text("salaries")
    dialog.get_by_role("button", name="Delete a file of 2 MB").click()
    asked = page.get_by_role("dialog", name="Delete a file of 2 MB")
    expect(asked).to_contain_text("its name and its sender aren't shown to you")
    asked.get_by_role("button", name="Delete file").click()
    expect(rows).to_have_count(2)
    expect(phone.locator(".storage-own")).to_contain_text("You use 0 bytes of 20 GB.")
    dialog.get_by_role("link", name="Fair 2025, full recording.mp4").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(f'[data-id="{film["id"]}"]')).to_contain_text("The film")


def test_the_owner_deletes_a_file_and_sets_a_rule_after_seeing_what_it_does(
    open_office: ServedHost, people: People
) -> None:
    ana, ben = open_office.ana, open_office.join(BEN)
    room = ana.make_room("Fair", "closed", ben)
    film = share(ben, open_office.url, room, "The film", ("film.mp4", b"x" * 3_000_000), ("plan.txt", b"Hello"))
    member, owner = people("desktop", ben), people("phone", ana)
    desktop, page = member.enter(f"/r/{room}"), owner.enter("/settings")
    row = desktop.locator(f'[data-id="{film["id"]}"]')
    expect(row.get_by_role("button", name="plan.txt")).to_be_visible()
    page.get_by_role("button", name="What takes space on the host").click()
    dialog = page.get_by_role("dialog", name="Space on the host")
    dialog.get_by_role("button", name="Delete film.mp4").click()
    page.get_by_role("button", name="Delete file").click()
    expect(dialog.locator(".storage-files > li")).to_have_count(1)
    expect(row).to_contain_text("Deleted by the owner")
    expect(row).to_contain_text("The film")
    expect(row.locator("a", has_text="film.mp4")).to_have_count(0)
    expect(row.get_by_role("button", name="plan.txt")).to_be_visible()
    dialog.get_by_role("button", name="Set a rule").click()
    save = dialog.get_by_role("button", name="Turn this rule on")
    expect(save).to_be_disabled()
    dialog.get_by_label("Delete files after this many days").fill("0")
    dialog.get_by_role("button", name="Show what it would delete").click()
    expect(dialog).to_contain_text("Enter a whole number from 1 to 3,650.")
    dialog.get_by_label("Delete files after this many days").fill("90")
    dialog.get_by_role("button", name="Show what it would delete").click()
    expect(dialog).to_contain_text("It would delete nothing now.")
    dialog.get_by_text("Rooms with a rule of their own").click()
    expect(dialog.get_by_label("Days for Fair")).to_be_visible()
    assert faults(page) + sideways(page) + wide(page) == []
    targets = dialog.locator("button, a, summary, label:has(input[type=checkbox])")
    assert targets.evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    save.click()
    expect(dialog).to_contain_text("Files of more than 10 MB are deleted 90 days after they were sent.")
    expect(dialog.get_by_role("button", name="Change the rule")).to_be_focused()
    settings = member.enter("/settings")
    expect(settings.locator(".storage-own")).to_contain_text("deleted 90 days after they were sent")
    dialog.get_by_role("button", name="Turn the rule off").click()
    expect(dialog.get_by_role("button", name="Set a rule")).to_be_focused()
    expect(dialog).not_to_contain_text("90 days")


def test_files_of_a_room_have_days_of_their_own_and_a_hold_is_told(open_office: ServedHost, people: People) -> None:
    ana, ben = open_office.ana, open_office.join(BEN)
    room, kept = ana.make_room("Scans", "closed", ben), ana.make_room("Contracts", "closed", ben)
    ana.ask("PUT", "/api/retention", {"held_rooms": [kept]}).expect()
    page, phone = people("phone", ana).enter("/settings"), people("phone", ben).enter("/settings")
    page.get_by_role("button", name="What takes space on the host").click()
    dialog = page.get_by_role("dialog", name="Space on the host")
    expect(dialog).to_contain_text("1 room is on hold.")
    dialog.get_by_role("button", name="Set a rule").click()
    dialog.get_by_text("Rooms with a rule of their own").click()
    expect(dialog.locator("li", has_text="Contracts")).to_contain_text("on hold")
    dialog.get_by_label("Delete files after this many days").fill("")
    dialog.get_by_role("button", name="Show what it would delete").click()
    expect(dialog).to_contain_text("Enter a whole number from 1 to 3,650.")
    dialog.get_by_label("Days for Scans").fill("30")
    dialog.get_by_label("Days for Contracts").fill("0")
    dialog.get_by_role("button", name="Show what it would delete").click()
    expect(dialog).to_contain_text("It would delete nothing now.")
    assert faults(page) + sideways(page) + wide(page) == []
    dialog.get_by_role("button", name="Turn this rule on").click()
    expect(dialog).to_contain_text(
        "Files of more than 10 MB are deleted in some rooms only. 2 rooms have a rule of their own."
    )
    rule = ana.get("/api/storage/rule").expect()["rule"]
    found = (rule["days"], rule["rooms"], rule["kept_rooms"])
    assert found == (None, [{"room_id": room, "days": 30}], [kept])
    phone.reload()
    expect(phone.locator(".storage-own")).to_contain_text("Files in Scans are deleted 30 days after they were sent.")
    ana.ask("PUT", "/api/retention", {"held": True}).expect()
    page.reload()
    page.get_by_role("button", name="What takes space on the host").click()
    expect(dialog).to_contain_text("Everything is on hold: no rule deletes messages or files.")
    dialog.get_by_role("button", name="Change the rule").click()
    dialog.get_by_text("Rooms with a rule of their own").click()
    expect(dialog.get_by_label("Days for Scans")).to_have_value("30")
    expect(dialog.get_by_label("Days for Contracts")).to_have_value("0")
