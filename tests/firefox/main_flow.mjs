/**
 * The main flow in Firefox: `node main_flow.mjs MODULES FIREFOX PROFILE`, and one line of JSON on standard input:
 * {base, setup_token, join_code, office, password, files}. Says each step; asks for the host to be stopped and to be started
 * with a line of its own, and goes on at the next line on standard input. Status 1 and the reason when a step fails.
 */

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fillTray, openEach, resume, sendAndPause } from "./files.mjs";
import { DESK, PHONE, Person } from "./person.mjs";

const [modules, firefox, profile] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/package.json`)("puppeteer-core");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const told = JSON.parse((await lines.next()).value);

const PREFERENCES = {
  // A plain name: 127.0.0.1 is a secure context and would hide what phones on a LAN lack.
  "network.dns.localDomains": new URL(told.base).hostname,
  "dom.security.https_first": false,
};

const step = (text) => console.log(text);

async function order(word) {
  console.log(word);
  await lines.next();
}

function expect(condition, what) {
  if (!condition) throw new Error(`expected: ${what}`);
}

async function setUp(ana) {
  await ana.open(`/setup#${told.setup_token}`);
  await ana.fill("Name of the office", told.office);
  await ana.fill("Your name", "Ana");
  await ana.fill("Password", told.password);
  await ana.click("button", "Open the office");
  await ana.linked();
  await ana.find("h1, h2", "General");
  expect(!(await ana.page.evaluate(() => isSecureContext)), "no secure context");
  step("ana has set the office up");
}

async function join(ben) {
  await ben.open(`/join#${told.join_code}`);
  await ben.fill("Your name", "Ben");
  await ben.fill("Choose a password", told.password);
  await ben.click("button", "Join");
  await ben.linked();
  await ben.find("h1, h2", "General");
  const [content, view] = await ben.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(view <= PHONE.width && content <= view, `nothing wider than the phone (${content} of ${view})`);
  step("ben has joined on a screen as wide as a phone's");
}

async function talk(ana, ben) {
  await ben.say("Good morning from the phone");
  await ana.sees("Good morning from the phone");
  await ana.say("Good mornnig, Ben");
  await ben.sees("Good mornnig, Ben");
  await ana.find("article.message [aria-label]", "Seen by 1");
  await ana.page.keyboard.press("ArrowUp");
  await ana.until("the message in the field", () => document.activeElement.value === "Good mornnig, Ben");
  await ana.page.keyboard.down("Control");
  await ana.page.keyboard.press("a");
  await ana.page.keyboard.up("Control");
  await ana.page.keyboard.type("Good morning, Ben");
  await ana.page.keyboard.press("Enter");
  await ben.find("article.message .bubble", "edited");
  await ben.sees("Good morning, Ben");
  step("both read each other, see that it was read, and what was edited");
}

async function answer(ana, ben) {
  await ana.menu("from the phone", "\u{1F389}");
  await ben.find("button.reaction", "\u{1F389} by Ana");
  await ana.menu("from the phone", "Reply");
  await ana.say("You are early");
  await ben.find(".bubble:has(.quote)", "You are early");
  await ben.find("a.quote", "Good morning from the phone");
  step("a reaction and a reply have arrived");
}

async function reload(ana) {
  await ana.click("footer.composer textarea");
  await ana.page.keyboard.type("Half a thou");
  await ana.page.reload();
  await ana.linked();
  await ana.sees("You are early");
  await ana.find("button.reaction", "by You");
  await ana.until("the draft", () => document.querySelector("footer.composer textarea").value === "Half a thou");
  step("after a reload everything is there, the draft too");
}

/** As a browser does with the tabs of yesterday. Such a tab is never drawn, and its link may not wait for that. */
async function beginInTheBackground(ana) {
  await ana.page.bringToFront();
  const other = await ana.page.browserContext().newPage();
  await ana.until("the tab to be hidden", () => document.hidden);
  await ana.page.reload();
  await ana.linked();
  expect(await ana.page.evaluate(() => document.hidden), "the tab still in the background");
  await other.close();
  await ana.page.bringToFront();
  step("a tab in the background has its link too");
}

async function isThereOnce(person, text) {
  const shown = await person.page.evaluate((wanted) => [...document.querySelectorAll("article.message")].filter((row) => row.innerText.includes(wanted)).length, text);
  expect(shown === 1, `"${text}" once, not ${shown} times`);
}

/** The host has a message, and the link ends before its answer: the page cannot know that, and sends it again. */
async function loseAnAnswer(ana, ben) {
  ben.hostIsAway = true;
  await ben.page.evaluate(() => {
    const { send } = WebSocket.prototype;
    window.posts = 0;
    const held = [];
    WebSocket.prototype.send = function (data) {
      // The page would also learn from what it has missed that the host has the message, and would not send it again.
      if (window.posts === 1 && String(data).includes('"rooms:sync"')) return void held.push(() => send.call(this, data));
      send.call(this, data);
      if (!String(data).includes('"message:post"')) return;
      window.posts += 1;
      for (const goOn of held.splice(0)) goOn();
      // What comes after this is not delivered to the page.
      if (window.posts === 1) this.close();
    };
  });
  await ben.say("Sent twice");
  await ben.until("the second try", () => window.posts >= 2);
  await ben.say("And this after it");
  await ana.sees("And this after it");
  for (const each of [ana, ben]) await isThereOnce(each, "Sent twice");
  ben.hostIsAway = false;
  step("a message that was sent twice is there once");
}

async function loseTheHost(ana, ben) {
  const [first, ...others] = told.files;
  await fillTray(ben, [first]);
  for (const each of [ana, ben]) each.hostIsAway = true;
  await order("STOP");
  for (const each of [ana, ben]) await each.until("the link to be down", () => document.documentElement.dataset.link !== "up");
  await ben.say("Written while the host was away");
  await ben.find("article.message [aria-label]", "Sending");
  await sendAndPause(ben, others, "A file of every kind");
  await order("START");
  for (const each of [ana, ben]) await each.linked();
  await ana.sees("Written while the host was away");
  await resume(ben, "A file of every kind");
  await ana.sees("A file of every kind");
  step("files that were paused without a connection have arrived");
  await ben.until("the tick", () => !document.querySelector('article.message [aria-label="Sending"]'));
  await isThereOnce(ana, "while the host was away");
  for (const each of [ana, ben]) each.hostIsAway = false;
  await ben.say("There you are again");
  await ana.sees("There you are again");
  step("what was written while the host was away has arrived, once");
  await openEach(ana);
  step("a picture, a video, a sound, a table and a PDF have opened");
}

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  userDataDir: profile,
  headless: true,
  extraPrefsFirefox: PREFERENCES,
});
try {
  step(await browser.version());
  const ana = await Person.arrive(browser, "Ana", told.base, DESK);
  const ben = await Person.arrive(browser, "Ben", told.base, PHONE);
  await setUp(ana);
  await join(ben);
  await talk(ana, ben);
  await answer(ana, ben);
  await reload(ana);
  await beginInTheBackground(ana);
  await loseTheHost(ana, ben);
  await loseAnAnswer(ana, ben);
  const complaints = [...ana.complaints, ...ben.complaints];
  expect(complaints.length === 0, `no complaints of the browser, not\n${complaints.join("\n")}`);
  step("the browser has complained of nothing");
} catch (problem) {
  console.error(problem);
  process.exitCode = 1;
} finally {
  await browser.close();
  process.exit();
}
