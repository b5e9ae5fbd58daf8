"""Sets up the host of a ready file with Ana as the owner and Ben as a member, from inside a namespace."""

import json
import sys
from pathlib import Path

from tests.support.cast import ANA, BEN, OFFICE, PASSWORD
from tests.support.hosts.http_browser import Browser


def main(ready_file: str) -> None:
    ready = json.loads(Path(ready_file).read_text("utf-8"))
    ana = Browser(ready["url"])
    body = {"token": ready["setup_url"].split("#")[1], "office_name": OFFICE, "name": ANA, "password": PASSWORD}
    ana.post("/api/setup", body).expect(201)
    ben = Browser(ready["lan_urls"][0]).join(ready["join_code"], BEN)
    print(json.dumps({"ana": ana.cookies, "ben": ben.cookies, "home": ana.home()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
