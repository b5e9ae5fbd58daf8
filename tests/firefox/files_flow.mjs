/**
 * Files that want to be code, and voice notes, in Firefox: `node files_flow.mjs MODULES FIREFOX PROFILE`, and one line of
 * JSON on standard input: {base, secure, join_code, password, path, links, saved, pdf, hit}. `links` are addresses of files in all
 * forms, `saved` some of those that are only saved. Says each step. Status 1 and the reason when a step fails.
 */

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { DESK, PHONE, Person } from "./person.mjs";

const [modules, firefox, profile] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/package.json`)("puppeteer-core");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const told = JSON.parse((await lines.next()).value);

/** A download ends a navigation without a page, and Firefox does not tell. */
const DOWNLOAD_MS = 1_500;
const BROKEN_MS = 3_000;
const LOOK_MS = 50;
const SHOWN = /^(image|video|audio)\//;

const PREFERENCES = {
  "network.dns.localDomains": new URL(told.base).hostname,
  "dom.security.https_first": false,
  // A microphone that Firefox makes up, and that nobody is asked about.
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
};

const step = (text) => console.log(text);

function expect(condition, what) {
  if (!condition) throw new Error(`expected: ${what}`);
}

async function join(person, name) {
  await person.open(`/join#${told.join_code}`);
  await person.fill("Your name", name);
  await person.fill("Choose a password", told.password);
  await person.click("button", "Join");
  await person.linked();
}

/** In the page: what the host says of each file. Asked for together, since each question from here costs more than its answer. */
async function headsOf(links) {
  const headOf = async (link) => {
    const answer = await fetch(link);
    await answer.arrayBuffer();
    const header = (name) => answer.headers.get(name) ?? "";
    return { link, ok: answer.ok, type: header("content-type"), disposition: header("content-disposition"), sniffing: header("x-content-type-options"), policy: header("content-security-policy") };
  };
  return Promise.all(links.map(headOf));
}

/** Opens an address, until its page is there. A film that cannot be played ends no navigation, but its page is there. */
async function show(page, url) {
  const ended = page.goto(url, { waitUntil: "domcontentloaded", timeout: BROKEN_MS }).catch(() => {});
  const isThere = (wanted) => location.href === wanted && document.readyState !== "loading";
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver && !(await page.evaluate(isThere, url).catch(() => false))) await new Promise((done) => setTimeout(done, LOOK_MS));
}

async function openHostile(person) {
  const { page } = person;
  const shown = [];
  await person.open("/settings");
  for (const found of await page.evaluate(headsOf, told.links)) {
    const { link } = found;
    if (!found.ok) continue;
    const isShown = !found.disposition.startsWith("attachment");
    expect(found.sniffing === "nosniff" && /\bsandbox\b/.test(found.policy) && !/allow-(scripts|same-origin)/.test(found.policy), `${link} without powers, not ${found.policy}`);
    expect(!isShown || SHOWN.test(found.type) || found.type === "application/pdf", `${link} to be saved, not ${found.type} ${found.disposition}`);
    if (isShown && SHOWN.test(found.type)) shown.push(link);
  }
  expect(shown.length > 0, "some that are shown");
  let pages = 0;
  for (const link of shown) {
    await show(page, person.base + link);
    // The page around a film has a script of Firefox itself.
    const look = () => [document.contentType, [...document.scripts].filter(({ src }) => !/^(chrome|resource):/.test(src)).length, location.pathname];
    const [type, scripts, path] = await person.until(`what is shown of ${link}`, look);
    if (path === new URL(person.base + link).pathname) pages += 1;
    expect(scripts === 0 || path === "/settings", `${link} as what it is, not ${type} with ${scripts} scripts`);
  }
  expect(pages > shown.length / 2, `most of them shown, not ${pages}`);
  await openSaved(person);
  step(`${told.links.length} addresses of files ran nothing, and ${pages} of ${shown.length} are shown`);
}

/** Their addresses, opened as a page. */
async function openSaved(person) {
  await person.open("/settings");
  await person.linked();
  for (const link of told.saved) {
    const opened = person.page.goto(person.base + link).then(() => true, () => false);
    await Promise.race([opened, new Promise((done) => setTimeout(done, DOWNLOAD_MS))]);
    expect((await person.page.evaluate(() => location.pathname)) === "/settings", `${link} to be saved`);
  }
}

/** Firefox's own viewer runs scripts of a PDF in a box of its own. */
async function openPdf(person) {
  const tab = await person.page.browserContext().newPage();
  const asked = [];
  tab.on("request", (request) => asked.push(request.url()));
  await tab.goto(person.base + told.pdf, { waitUntil: "load" });
  await tab.waitForFunction(() => document.querySelector(".page canvas") ?? document.querySelector("#viewer"), { timeout: 20_000 });
  expect(tab.url() === person.base + told.pdf, "the PDF still there");
  expect(!asked.some((url) => url.includes(told.hit)), `nothing asked by a PDF, not ${asked}`);
  await tab.close();
  await person.page.bringToFront();
  step("a PDF with scripts was shown and has opened nothing");
}

async function pressRecord(person) {
  await person.open(told.path);
  await person.linked();
  await person.click("footer.composer button[title]", "Add");
  await person.click("button", "Voice note");
}

async function cannotRecord(person) {
  await pressRecord(person);
  await person.find("dialog", "No voice note can be recorded here");
  await person.find("dialog", "secure connection only (https)");
  await person.find("dialog button", "Choose a sound file");
  await person.click("dialog button", "Cancel");
  step("without https it says that it cannot record, and why");
}

async function record(person, other) {
  await pressRecord(person);
  await person.until("a recording of two seconds", () => /0:0[2-9] of/.test(document.querySelector('.voice-tile[data-state="recording"]')?.innerText ?? ""));
  await person.click(".voice-tile button", "Stop and listen");
  await person.until("the note on the host", () => Boolean(document.querySelector('.voice-tile[data-state="done"]')));
  await person.click("footer.composer button", "Send");
  await person.until("the note in its message", () => Boolean(document.querySelector("article.message[data-id] .voice")));
  await other.open(told.path);
  await other.linked();
  await other.find(".voice-foot [aria-label]", "Not played yet");
  expect((await other.page.evaluate(() => document.querySelectorAll(".voice .wave rect").length)) === 64, "the wave of the note");
  await other.click(".voice button", "Play voice note");
  await other.until("the note to count as played", () => !document.querySelector('.voice-foot [aria-label="Not played yet"]'));
  step("a voice note was recorded, sent and played");
}

const browser = await puppeteer.launch({
  browser: "firefox", executablePath: firefox, userDataDir: profile, headless: true, extraPrefsFirefox: PREFERENCES,
});
try {
  step(await browser.version());
  const hits = [];
  const ben = await Person.arrive(browser, "Ben", told.base, DESK);
  ben.page.on("request", (request) => request.url().includes(told.hit) && hits.push(`${ben.page.url()}: ${request.url()}`));
  await join(ben, "Ben");
  await openHostile(ben);
  await openPdf(ben);
  expect(hits.length === 0, `no hit, not ${hits}`);
  await cannotRecord(ben);
  const cleo = await Person.arrive(browser, "Cleo", told.secure, PHONE);
  await join(cleo, "Cleo");
  await record(cleo, ben);
  step("done");
} catch (problem) {
  console.error(problem);
  process.exitCode = 1;
} finally {
  await browser.close();
  process.exit();
}
