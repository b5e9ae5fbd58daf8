import { each, equal, ok } from "../support/check.mjs";

export const module = "features/files/names.js";

export const tests = {
  ...each("the ending of a name stays", [
    ["plan.pdf", ["plan.pdf", ""]],
    ["Lease 2027.pdf", ["Lease ", "2027.pdf"]],
    ["Numbers of the fourth quarter.xlsx", ["Numbers of the fourth qua", "rter.xlsx"]],
    ["a file whose name has no ending at all", ["a file whose name has no ending at", " all"]],
    ["invoice.pdf                                .exe", ["invoice.pdf                            ", "    .exe"]],
    ["x".repeat(20) + ".tar.gz", ["x".repeat(20), ".tar.gz"]],
    ["تقرير الربع نهائي.zip", ["تقرير الربع ", "نهائي.zip"]],
    ["ب".repeat(40) + ".zip", ["ب".repeat(36), "ب".repeat(4) + ".zip"]],
    // A few characters can be as wide as a row.
    ["a.pdf\uFDFD.exe", ["a.pdf\uFDFD", ".exe"]],
    ["a.pdf" + "\u{12219}".repeat(30) + ".exe", ["a.pdf" + "\u{12219}".repeat(30), ".exe"]],
    ["Z" + "\u0351".repeat(60) + ".txt", ["Z" + "\u0351".repeat(60), ".txt"]],
  ], ({ cutName }, name, parts) => equal(cutName(name), parts)),
  "no character is parted": ({ cutName }) => {
    for (const letter of ["👩‍👧‍👦", "e\u0301", "🇩🇪", "क्षि"]) equal(cutName(`${letter.repeat(30)}.png`), [letter.repeat(26), `${letter.repeat(4)}.png`]);
  },
  "an override cannot hide the ending": ({ cutName, shownName, endingOf, boxOf }) => {
    equal(cutName("photo\u202Egpj.exe"), ["phot", "ogpj.exe"]);
    equal(shownName("a\u2066b\u0000c\u200Fd\uFEFF.txt"), "abcd.txt");
    equal(endingOf("x.t\u202Ext"), "txt");
    equal(boxOf({ kind: "file", name: "photo\u202Efdp.exe" }).label, "EXE");
  },
  ...each("a kind has its label", [["a.docx", "DOC"], ["a.tar.gz", "ZIP"], ["a.CSV", "CSV"], ["a.blend1", ""], ["README", ""], ["a.<b>", ""], ["a.py", "PY"]], ({ boxOf }, name, label) =>
    equal(boxOf({ kind: "file", name }).label, label)),
  ...each("sizes", [[0, "0 bytes"], [1, "1 byte"], [999, "999 bytes"], [1_000, "1 kB"], [84_000, "84 kB"], [999_499, "999 kB"], [999_500, "1 MB"], [1_400_000, "1.4 MB"], [1_800_000_000, "1.8 GB"], [10 ** 15, "1,000 TB"]], ({ sizeText }, bytes, words) =>
    equal(sizeText(bytes), words)),
  "every name is shown whole": ({ cutName, shownName }) => {
    for (const name of ["", ".", ".htaccess", "ا".repeat(200), "a.b.c.d", " ".repeat(255), "\uFDFD", "\uFDFD.exe", ".\uFDFD"]) ok(cutName(name).join("") === shownName(name), name);
  },
};
