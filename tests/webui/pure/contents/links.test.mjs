import { each, equal, ok } from "../support/check.mjs";
import { drawn } from "../support/data.mjs";

export const module = "lib/formatting/format.js";

/** An override: from here on every letter goes from right to left. */
const RIGHT = "\u202e";

const line = ({ format }, body) => drawn(format(body, [])).replace(/^<p>/, "").replace(/<\/p>$/, "");

const HIDING = [
  "https://user:pass@host.example/",
  "https://bank.example@evil.example/login",
  "https://@evil.example/",
  "<https://bank.example@evil.example>",
  "[your bank](https://bank.example@evil.example/)",
  "[your bank](https://bank.example:pass@evil.example/)",
  "[x](https://evil.example\\@bank.example/)",
  "[x](https://)",
  "[x](javascript:alert)",
  "[x](data:text/plain,x)",
];

const HONEST = [
  "https://example.org/@ana",
  "https://example.org:8080/a?b=c@d",
  "https://EXAMPLE.org/",
  "https://xn--80ak6aa92e.com/",
  "ana@example.org",
  "www.example.org",
  "https://192.168.1.20:8080",
];

const ALONE = [
  ["the docs", "https://example.org/"],
  ["example.org", "https://example.org/a"],
  ["Look at example.org/a", "https://example.org/a"],
  ["münchen.de", "https://münchen.de/"],
  ["例え.jp", "https://例え.jp/"],
  ["пример.рф", "https://пример.рф/"],
  ["write to us", "mailto:ana@example.org"],
];

/** Some letters of these are Cyrillic, or look like others. */
const ANOTHER_HOST = [
  ["https://bank.example", "https://evil.example/", "evil.example"],
  ["bank.example", "https://evil.example/bank.example", "evil.example"],
  ["Log in at bank.example now", "https://evil.example/", "evil.example"],
  ["**bank.example**", "https://evil.example/", "evil.example"],
  ["ba\u00adnk.example", "https://evil.example/", "evil.example"],
  ["аррӏе.com", "https://аррӏе.com/", "xn--80ak6aa92e.com"],
  ["apple.com", "https://аррӏе.com/", "xn--80ak6aa92e.com"],
  ["ɑpple.com", "https://ɑpple.com/", "xn--pple-p5b.com"],
  ["127.1 is home.example", "https://127.1/", "127.0.0.1"],
];

export const tests = {
  ...each("an address that hides its host is no link", HIDING.map((body) => [body]), (m, body) => {
    ok(!line(m, body).includes("<a>"));
    equal(line(m, body).replaceAll("<p>", ""), body);
  }),
  ...each("an honest address is a link and nothing else", HONEST.map((body) => [body]), (m, body) => equal(line(m, body), `<a>${body}</a>`)),
  ...each("words that say nothing else stand alone", ALONE, (m, words, address) => equal(line(m, `[${words}](${address})`), `<a>${words}</a>`)),
  ...each("words that say another host have the real one beside them", ANOTHER_HOST, (m, words, address, host) =>
    ok(line(m, `[${words}](${address})`).endsWith(`</a><bdi> (${host})</bdi>`))),
  "an address of mixed letters has its real name beside it": (m) =>
    // The "a" is Cyrillic.
    ok(line(m, "https://exаmple.com/x").endsWith("<a>https://exаmple.com/x</a><bdi> (xn--exmple-4nf.com)</bdi>")),
  "what turns an address round is shown as its number": (m) =>
    equal(line(m, `https://example.org/${RIGHT}gnp.exe`), "<a>https://example.org/%E2%80%AEgnp.exe%E2%80%AC</a>"),
};
