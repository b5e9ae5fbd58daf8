import { each, equal, ok } from "../support/check.mjs";

export const module = "features/code/token_tree.js";

const USUAL = ["bash", "c", "cpp", "csharp", "css", "diff", "go", "html", "ini", "java", "js", "json", "kotlin", "lua", "makefile", "markdown", "php", "powershell", "ps1", "py", "ruby", "rust", "sql", "swift", "ts", "vbnet", "xml", "yaml", "yml"];

const text = (token) => (typeof token === "string" ? token : token.children.map(text).join(""));
const kinds = (token) => (typeof token === "string" ? [] : [token.kind, ...token.children.flatMap(kinds)]);

export const tests = {
  ...each("a usual language is known", USUAL.map((name) => [name]), ({ isKnown }, name) => equal(isKnown(name), true)),
  "others are not, whatever they are called": ({ isKnown }) => equal(["", "klingon", "constructor", "__proto__"].map(isKnown), [false, false, false, false]),
  "every character stays, and words get their kinds": ({ tree }) => {
    const body = 'def total(rate=0.25):\n    # tax <b>once</b>\n    return f"{rate} €"\n';
    const found = tree("python", body);
    equal(found.map(text).join(""), body);
    const all = found.flatMap(kinds);
    for (const kind of ["keyword", "title", "number", "comment", "string"]) ok(all.includes(kind), `${kind} is missing in ${all}`);
  },
  ...each("what is no program of that language stays whole", [["json", "{{{{ <x> 🎉"], ["xml", "<<<a b=\n"], ["python", "\0\u202e'''"]], ({ tree }, name, body) => equal(tree(name, body).map(text).join(""), body)),
  "a language is named for people": ({ languageName }) => equal([languageName("py"), languageName("klingon")], ["Python", null]),
};
