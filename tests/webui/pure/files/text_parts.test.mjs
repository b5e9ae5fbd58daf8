import { each, equal, ok } from "../support/check.mjs";

export const module = "features/files/text_parts.js";

const bytes = (text) => new TextEncoder().encode(text);

export const tests = {
  "a text is read in its letters": ({ decode }) => {
    equal(decode(bytes("\uFEFFGrüße\r\nan alle\r"), false), "Grüße\nan alle\n");
    equal(decode(new Uint8Array([0xff, 0xfe, 0x48, 0, 0x69, 0]), false), "Hi");
    equal(decode(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]), false), "Müller");
    ok(!decode(new Uint8Array([0x61, 0, 0x62]), false).includes("\0"));
  },
  "a text that goes on ends at a line, and never in half a character": ({ decode }) => {
    equal(decode(bytes("one\ntwo\nthr"), true), "one\ntwo");
    equal(decode(bytes("äää").subarray(0, 5), true), "ää");
  },
  "pieces are bounded, end at lines and are the whole text": ({ pieces }) => {
    for (const text of ["", "a", "line\n".repeat(5_000), "x".repeat(30_000), "😀".repeat(9_001), `${"x".repeat(5_999)}\n${"y".repeat(7_000)}\nz`]) {
      const found = pieces(text);
      equal(found.join(""), text);
      ok(found.every((one) => one.length <= 6_001 && one.length > 0 && !/^[\uDC00-\uDFFF]/.test(one)));
    }
    ok(pieces("line\n".repeat(5_000)).every((one) => one.endsWith("\n")));
  },
  ...each("a language by the ending", [["a.py", "py"], ["a.html", "xml"], ["notes.txt", ""], ["Makefile", ""], ["x.PS1", "powershell"]], ({ languageOf }, name, language) => equal(languageOf(name), language)),
  ...each("a table is read", [
    ["a,b\n1,2", [["a", "b"], ["1", "2"]]],
    ["a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]],
    ["a\tb\n\n1\t2", [["a", "b"], ["1", "2"]]],
    ['"x, ""y""\nz",b\n"open', [['x, "y"\nz', "b"], ["open"]]],
    ["a,b\n1,", [["a", "b"], ["1", ""]]],
    ["a,,c", [["a", "", "c"]]],
    ['"a"b,c', [["ab", "c"]]],
  ], ({ readTable }, text, rows) => equal(readTable(text), { rows, more: false })),
  "a table has bounds, and says so": ({ readTable, MOST_ROWS, MOST_COLUMNS }) => {
    const long = readTable("a,b\n".repeat(900));
    equal([long.rows.length, long.more], [MOST_ROWS, true]);
    const wide = readTable(`${",".repeat(500)}\nx`);
    equal([wide.rows[0].length, wide.more], [MOST_COLUMNS, true]);
    equal(readTable('"'.repeat(64_000)).rows.length, 1);
  },
};
