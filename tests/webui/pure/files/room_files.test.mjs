import { each, equal } from "../support/check.mjs";

export const module = "features/files/room/room_files.js";

export const tests = {
  ...each("the links of a message", [
    ["See https://example.org/a and https://example.org/a again, or [docs](http://intranet.test/x).", ["https://example.org/a", "http://intranet.test/x"]],
    ["> https://quoted.test\n- **https://bold.test/b**", ["https://quoted.test", "https://bold.test/b"]],
    ["`https://code.test` and ben@example.org", []],
    ["https://user:secret@evil.test javascript:alert(1)", []],
    ["nothing", []],
  ], ({ linksOf }, body, links) => equal(linksOf(body), links)),
};
