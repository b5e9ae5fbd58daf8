/**
 * Turns a message's text into nodes. The text is lexed and never turned into HTML: what the lexer does not know as one
 * of our marks stays as it was typed.
 */

import { Marked, Tokenizer } from "../../vendor/marked.js";
import { h } from "../html.js";
import { CodeBlock } from "./code_block.js";
import { anyOf, closeDirections } from "./text.js";

/** With more levels of quotes or lists than this the text is shown as typed: 3,000 times ">" makes the lexer throw. */
const MAX_DEPTH = 8;
/** With more marks than this the text is shown as typed too: "x*_" repeated to 8,000 characters keeps the lexer busy for 0.8 s. */
const MAX_MARKS = 500;

const MARKS = /[*_~`[\]<>|#\\\n]|^\s*(?:[-+]|\d+[.)])\s|:\/\/|www\.|@/m;
/** This matches one level more than that. */
const TOO_DEEP = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){9,}/m;
const SAFE_LINK = /^(?:https?:|mailto:|tel:)/i;

/** The lexer has no option to switch these marks off. A tokenizer that finds nothing leaves the text alone. */
const nothing = () => undefined;
const lexer = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    html: nothing,
    tag: nothing,
    heading: nothing,
    lheading: nothing,
    table: nothing,
    hr: nothing,
    def: nothing,
    reflink: nothing,
    code: nothing,
    link(source) {
      return source.startsWith("!") ? undefined : false;
    },
    emStrong(source, masked, before) {
      return emphasis(this, source, masked, before);
    },
    del(source) {
      return source.startsWith("~~") ? false : undefined;
    },
  },
  extensions: [{ name: "path", level: "inline", start: (source) => startOfPath(source), tokenizer: (source) => asTyped(source, PATH) }],
});

/**
 * What stands at either side of the asterisks of a calculation: "2*3*4" and "a*(b)*c" are not italic. Two asterisks may
 * stand beside the letters of a word, and scripts without spaces need no space here either.
 */
const FACTOR = { before: /[\p{N}\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl})\]}%]$/u, after: /^[\p{N}\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}([{]/u };
const NUMBER = { before: /[\p{N})\]}%]$/u, after: /^[\p{N}([{]/u };
/** "__init__.py" is a file name. */
const UNDERSCORE = { before: /(?!)/, after: /^\.[\p{L}\p{N}]/u };

/** @param {any} tokenizer @param {string} source @param {string} masked @param {string} [before] the letter before the marks */
function emphasis(tokenizer, source, masked, before = "") {
  const none = source.startsWith("_") ? UNDERSCORE : source.startsWith("**") ? NUMBER : FACTOR;
  const found = none.before.test(before) ? undefined : Tokenizer.prototype.emStrong.call(tokenizer, source, masked, before);
  if (found ? !none.after.test(source.slice(found.raw.length)) : !none.before.test(before)) return found;
  // This skips the whole run of marks: the second of two does not begin emphasis either.
  return asTyped(source, /^[*_]+/);
}

/** A backslash inside a word, or two at its beginning, belong to a path: the rest of that word stays as typed. A mark at the end of a word may be escaped. */
const PATH = /(?:[\p{L}\p{N}:.)_-]|\\)\\(?![*_~]+(?!\S*[\p{L}\p{N}]))[^\s`]*/u;

/** @param {string} source */
const startOfPath = (source) => PATH.exec(source)?.index;

/** @param {string} source @param {RegExp} what @returns {any} a token of the text at the beginning, if it is so */
function asTyped(source, what) {
  const found = what.exec(source);
  return found?.index === 0 ? { type: "text", raw: found[0], text: found[0] } : undefined;
}

class TooDeep extends Error {}

/** @typedef {{name: string, me: boolean}} Named a person whose @name is to be marked */

/**
 * Turns a text into nodes.
 * @param {string} text @param {Named[]} [people]
 * @returns {any} what Preact can draw
 */
export function format(text, people = []) {
  const body = closeDirections(text);
  if (!MARKS.test(body)) return h("p", { dir: "auto" }, body);
  const marked = tooMuch(body) ? null : attempt(() => blocks(lexer.lexer(body), { people: pattern(people), depth: 0 }));
  // A text that cannot be drawn with its marks is shown as it was typed.
  return marked ?? attempt(() => typed(mentions(body, pattern(people)))) ?? typed(body);
}

/** @template T @param {() => T} draw @returns {T | null} null when it throws */
function attempt(draw) {
  try {
    return draw();
  } catch {
    return null;
  }
}

/** @param {string} body */
function tooMuch(body) {
  const marks = body.match(/[*_~[]/g);
  return (marks !== null && marks.length > MAX_MARKS) || TOO_DEEP.test(body);
}

/** @param {any} content */
const typed = (content) => h("p", { dir: "auto", class: "typed" }, content);

/** @param {any[]} tokens @param {any} context */
const blocks = (tokens, context) => tokens.map((token) => block(token, context));

/** @param {any} token @param {any} context @returns {any} */
function block(token, context) {
  switch (token.type) {
    case "space": return null;
    case "code": return h(CodeBlock, { language: token.lang, text: token.text });
    case "blockquote": return h("blockquote", { dir: "auto" }, blocks(token.tokens, deeper(context)));
    case "list": return listOf(token, deeper(context));
    case "paragraph": return h("p", { dir: "auto" }, inlines(token.tokens, context));
    case "text": return token.tokens ? h("p", { dir: "auto" }, inlines(token.tokens, context)) : h("p", { dir: "auto" }, token.raw);
    default: return h("p", { dir: "auto" }, token.raw);
  }
}

/** @param {any} context */
function deeper(context) {
  if (context.depth >= MAX_DEPTH) throw new TooDeep();
  return { ...context, depth: context.depth + 1 };
}

/** @param {any} token @param {any} context */
function listOf(token, context) {
  const items = token.items.map((/** @type {any} */ item) => h("li", { dir: "auto" }, listItem(item, context)));
  return token.ordered ? h("ol", { start: token.start || 1, dir: "auto" }, items) : h("ul", { dir: "auto" }, items);
}

/** @param {any} item @param {any} context */
function listItem(item, context) {
  const box = item.task ? [item.checked ? "☑ " : "☐ "] : [];
  const content = item.tokens.map((/** @type {any} */ token) =>
    token.type === "text" && token.tokens ? inlines(token.tokens, context) : token.type === "checkbox" ? null : block(token, context),
  );
  return [...box, ...content];
}

/** @param {any[]} tokens @param {any} context */
const inlines = (tokens, context) => joined(tokens).map((token) => inline(token, context));

/** Joins adjacent text, so that a name in it is found. @param {any[]} tokens */
function joined(tokens) {
  const all = /** @type {any[]} */ ([]);
  for (const token of tokens) {
    const last = all.at(-1);
    if (last && isText(last) && isText(token)) all[all.length - 1] = { type: "text", raw: last.raw + token.raw, text: last.text + token.text };
    else all.push(token);
  }
  return all;
}

/** @param {any} token */
const isText = (token) => token.type === "text" && !token.tokens;

/** @param {any} token @param {any} context @returns {any} */
function inline(token, context) {
  switch (token.type) {
    case "strong": return h("strong", null, inlines(token.tokens, context));
    case "em": return h("em", null, inlines(token.tokens, context));
    case "del": return h("del", null, inlines(token.tokens, context));
    case "codespan": return h("code", { dir: "ltr" }, token.text);
    case "br": return h("br", null);
    case "link": return link(token, context);
    case "escape": return token.text;
    default: return mentions(token.text ?? token.raw, context.people);
  }
}

/** An address that would not show where it leads stays as it was typed. @param {any} token @param {any} context */
function link(token, context) {
  const url = addressOf(token.href);
  if (!url) return token.raw;
  const isBare = token.raw === token.text || token.raw === `<${token.text}>`;
  const words = isBare ? [spelled(token.text, url)] : inlines(token.tokens, { ...context, people: null });
  const title = token.text === token.href ? undefined : url.href;
  const host = hostBeside(isBare ? authorityOf(token.text) : promised(token.text), url);
  const drawn = h("a", { href: token.href, target: "_blank", rel: "noopener noreferrer", title, dir: isBare ? "ltr" : "auto" }, words);
  return host ? [drawn, h("bdi", { class: "host" }, ` (${host})`)] : drawn;
}

/** What stands before an "@" is easily taken for the host, and only browsers read a backslash as a slash. @param {string} href */
function addressOf(href) {
  if (!SAFE_LINK.test(href) || href.includes("\\") || /^https?:\/\/[^/?#]*@/i.test(href)) return null;
  const url = attempt(() => new URL(href));
  return url?.username || url?.password ? null : url;
}

/** What is invisible, or changes the direction of text, is shown percent-encoded. @param {string} text @param {URL} url */
const spelled = (text, url) => (/[\p{Cc}\p{Cf}]/u.test(text) ? url.href : text);

/** @param {string} address */
const authorityOf = (address) => address.replace(/^https?:\/\//i, "").split(/[/?#:]/)[0];

/** Returns the host that the words of a link name, if they name one. @param {string} words */
const promised = (words) => words.replace(/[*_~`\p{Cf}]/gu, "").match(/(?:[\p{L}\p{N}\p{M}-]+[.\u3002\uFF0E\uFF61])+[\p{L}\p{M}]{2,}|(?<=:\/\/)[^\s/?#:]+/u)?.[0] ?? "";

/** Returns the real host when the words name another one, or one that only looks like it. @param {string} said @param {URL} url */
function hostBeside(said, { protocol, hostname }) {
  if (said === "" || !protocol.startsWith("http") || said.toLowerCase() === hostname) return "";
  const meant = attempt(() => new URL(`https://${said}`).hostname);
  return meant === hostname && isOfOneScript(said) ? "" : hostname;
}

/**
 * The scripts that may be mixed, as in the address bars of browsers: Latin with accents; Chinese, Japanese and Korean
 * with Latin; or one other script alone. Anything else may look like another name, and so may letters that are not an
 * ASCII letter with an accent.
 * @param {string} host
 */
const isOfOneScript = (host) => ONE_SCRIPT.test(host.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());
const ONE_SCRIPT = /^(?:[\w.ßæœøłđðþ-]*|[\w.\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}-]*|[\w.\p{scx=Hani}\p{scx=Hang}-]*|[\w.\p{scx=Hani}\p{scx=Bopo}-]*|[\d.\p{scx=Cyrl}-]*|[\d.\p{scx=Grek}-]*|[\d.\p{scx=Arab}-]*|[\d.\p{scx=Hebr}-]*|[\d.\p{scx=Deva}-]*|[\d.\p{scx=Thai}-]*|[\d.\p{scx=Geor}-]*|[\d.\p{scx=Armn}-]*|[\d.\p{scx=Taml}-]*|[\d.\p{scx=Beng}-]*)$/u;

/** @param {Named[]} people */
function pattern(people) {
  if (people.length === 0) return null;
  const byName = new Map(people.map((person) => [person.name.toLowerCase(), person]));
  return { byName, find: anyOf(people.map((person) => person.name), "(?<![\\p{L}\\p{N}_])@", "(?![\\p{L}\\p{N}_])") };
}

/** @param {string} text @param {any} people @returns {any} */
function mentions(text, people) {
  if (!people || !text.includes("@")) return text;
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(people.find)) {
    parts.push(text.slice(from, found.index), mention(found[0], people.byName.get(found[1].toLowerCase())));
    from = found.index + found[0].length;
  }
  return parts.length ? [...parts, text.slice(from)] : text;
}

/** @param {string} text @param {Named} person */
const mention = (text, person) => h("bdi", { class: person?.me ? "mention me" : "mention", dir: "auto" }, text);
