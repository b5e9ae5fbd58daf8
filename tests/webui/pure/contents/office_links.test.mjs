import { each, equal } from "../support/check.mjs";

export const module = "features/cards/office_links.js";

const OURS = ["http://192.168.1.20:8080", "http://nord-office.local:8080"];
const AT = "http://192.168.1.20:8080";

export const tests = {
  ...each("a link to a room or message of this office is found", [
    [`see ${AT}/r/abc`, [{ room: "abc", message: null }]],
    [`${AT}/r/abc/01m-_x.`, [{ room: "abc", message: "01m-_x" }]],
    ["(HTTP://Nord-Office.local:8080/r/abc)", [{ room: "abc", message: null }]],
    [`[list](${AT}/r/a/b) and ${AT}/r/a/b`, [{ room: "a", message: "b" }]],
    [`${AT}/r/a ${AT}/r/b ${AT}/r/c ${AT}/r/d`, [{ room: "a", message: null }, { room: "b", message: null }, { room: "c", message: null }]],
  ], ({ officeLinks }, body, found) => equal(officeLinks(body, OURS), found)),
  ...each("anything else is not", [
    ["http://evil.example/r/abc"], ["http://192.168.1.20:8081/r/abc"], [`http://evil.example/${AT}`], [`\`${AT}/r/abc\``], ["```\n" + AT + "/r/abc\n```"],
    [`${AT}/r/abc/def/ghi`], [`${AT}/settings`], [`http://192.168.1.20:8080@evil.example/r/abc`], [`${AT}/r/${"x".repeat(41)}`],
  ], ({ officeLinks }, body) => equal(officeLinks(body, OURS), [])),
};
