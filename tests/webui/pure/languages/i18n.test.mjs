import { each, equal } from "../support/check.mjs";

export const module = "lib/i18n.js";

const REGIONS = [
  [["de-DE", "en-US"], "en-DE"],
  [["de", "en-US", "en"], "en-DE"],
  [["en-GB"], "en-GB"],
  [["en-US", "de-DE"], "en-US"],
  [["pt-BR"], "en-BR"],
  [["ar-EG"], "en-EG"],
  [["no language!"], "en"],
  [[], "en"],
];

/** Those of webui/i18n (tests/webui/sources/test_catalogue.py compares them). */
const LANGUAGES = ["ar", "de", "en", "es", "fr", "ja", "pt-BR", "zh-Hans"];

/** All texts of one or two of these letters. @param {string} letters */
const pairs = (letters) => [...letters].flatMap((one) => [one, ...[...letters].map((other) => one + other)]);

export const tests = {
  ...each("the first language of the browser names the region", REGIONS, ({ inRegion }, browser, locale) => equal(inRegion("en", browser), locale)),
  "the locale is made once": ({ locale, compare }) => {
    locale();
    const { Locale } = Intl;
    let made = 0;
    Intl.Locale = /** @type {any} */ (class extends Locale { constructor(...all) { super(...all); made += 1; } });
    try {
      ["c", "A", "b"].sort(compare);
      locale();
    } finally {
      Intl.Locale = Locale;
    }
    equal(made, 0);
  },
  ...each("usual names need no collator to be in order", LANGUAGES.map((language) => [language]), ({ compare }, language) => {
    const inLanguage = new Intl.Collator(language);
    const texts = pairs(" -./0123456789abcdefghijklmnopqrstuvwxyz").sort(compare);
    equal(texts.filter((text, at) => at > 0 && inLanguage.compare(texts[at - 1], text) >= 0), []);
  }),
  "other names are ordered by the language": ({ compare }) => equal(["zoë", "Zoe", "zebra", "émile", "Emil"].sort(compare), ["Emil", "émile", "zebra", "Zoe", "zoë"]),
  ...each("small numbers are written as in every region of the language", LANGUAGES.map((language) => [language]), ({ number, speaking }, language) => {
    for (const region of ["AF", "BD", "EG", "IN", "IR", "MA", "MM", "NP", "PK", "US"]) {
      const place = new Intl.Locale(language, { region }).toString();
      const { format } = new Intl.NumberFormat(place);
      speaking({ language: place, words: {} }, () => equal([0, 7, 42, 999, 1000, 1234567, -3, 0.5].map(number), [0, 7, 42, 999, 1000, 1234567, -3, 0.5].map(format)));
    }
  }),
  "words count in the plural of their number": ({ t }) => equal([t("panel.people", { n: 1 }), t("panel.people", { n: 3 })], ["1 person", "3 people"]),
  ...each("a browser without a language of ours gets that of the office", [[["sv", "nb"], "ar", "ar"], [["sv", "de-AT"], "ar", "de"], [["sv"], "tlh", "en"], [[], "ar", "ar"]],
    ({ bestLanguage }, preferred, office, chosen) => equal(bestLanguage(preferred, ["en", "ar", "de"], office), chosen)),
  "what is printed in another language has its words, plurals, lists and numbers": ({ speaking, t, list, number, languageOf }) => {
    const german = { language: "de", words: { "action.save": "Speichern", "panel.people": { one: "{n} Person", other: "{n} Personen" } } };
    const drawn = () => [t("action.save"), t("panel.people", { n: 1234 }), list(["Ana", "Ben"]), number(1234.5), languageOf()];
    equal(speaking(german, drawn), ["Speichern", "1.234 Personen", "Ana und Ben", "1.234,5", "de"]);
    equal(speaking(null, drawn), ["Save", "1,234 people", "Ana and Ben", "1,234.5", "en"]);
  },
  "a number of the sentence itself is written as the reader's region does": ({ speaking, t, rich }) => {
    const words = { a: "بعد {4} ساعات", b: "من {1} إلى {10080}، {name}", "language.direction": "rtl" };
    const drawn = () => [t("a"), t("b", { name: "و" }), rich("b", { name: "و" }).join("")];
    equal(speaking({ language: "ar-EG", words }, drawn), ["بعد ٤ ساعات", "من ١ إلى ١٠٬٠٨٠، و", "من ١ إلى ١٠٬٠٨٠، و"]);
    equal(speaking({ language: "ar-MA", words }, () => t("a")), "بعد 4 ساعات");
  },
  "a sentence is looked through once, also where numbers could stand in it": ({ speaking, t }) => {
    const usual = String.prototype.replace;
    const looked = [];
    String.prototype.replace = function replace(...asked) {
      looked.push(String(this));
      return usual.apply(this, asked);
    };
    try {
      equal(speaking({ language: "de", words: { a: "Noch {n} von {10080}" } }, () => t("a", { n: 5 })), "Noch 5 von 10.080");
    } finally {
      String.prototype.replace = usual;
    }
    equal(looked, ["Noch {n} von {10080}"]);
  },
  "a fault in what is printed leaves the page in its language": ({ speaking, t }) => {
    try {
      speaking({ language: "de", words: {} }, () => JSON.parse("{"));
    } catch {
      equal(t("action.save"), "Save");
    }
  },
  "a value that is a sentence of the host is in the page's language too": ({ speaking, told }) => {
    const words = { "error.file_cannot_read": "{file}: {why}.", "error.os_permission_denied": "Keine Berechtigung" };
    const values = { file: "a.pem", why: { message: "Permission denied", key: "os_permission_denied", values: {} } };
    const other = { file: "a.pem", why: { message: "Bad file descriptor", key: "Bad file descriptor", values: {} } };
    const drawn = () => [values, other].map((each) => told({ key: "file_cannot_read", values: each, message: "-" }));
    equal(speaking({ language: "de", words }, drawn), ["a.pem: Keine Berechtigung.", "a.pem: Bad file descriptor."]);
  },
  "a name of the other direction is isolated, in tooltips and lists too": ({ speaking, t, list, series }) => {
    const drawn = () => ["ملف", "plan.txt"].map((name) => [t("a", { name }), list([name, name]), series([name, "", name]), series([name, ""])]);
    const [own, other] = speaking({ language: "ar", words: { a: "إزالة {name}", "language.direction": "rtl" } }, drawn);
    equal(own, ["إزالة ملف", "ملف وملف", "ملف وملف", "ملف"]);
    equal(other, ["إزالة \u2068plan.txt\u2069", "\u2068plan.txt\u2069 و\u2068plan.txt\u2069", "\u2068plan.txt\u2069 و\u2068plan.txt\u2069", "plan.txt"]);
    const [turned, same] = speaking({ language: "en", words: { a: "Remove {name}", "language.direction": "ltr" } }, drawn);
    equal(turned[0], "Remove \u2068ملف\u2069");
    equal(same[0], "Remove plan.txt");
  },
  "a key without words is shown as it is": ({ t }) => equal(t("no.such.key"), "no.such.key"),
};
