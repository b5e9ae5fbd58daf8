/** Sending and opening files in Firefox. */

/** Drops files over the room, as a drag from the desktop does. @param {import("./person.mjs").Person} person @param {string[][]} files name, type and bytes in base64 */
export async function dropOnRoom(person, files) {
  await person.page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, type, bytes] of given) data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type }));
    document.querySelector(".room").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  }, files);
}

/** The first file, which loads what the others need. */
export async function fillTray(person, files) {
  await dropOnRoom(person, files);
  await person.until("the file in the tray", () => Boolean(document.querySelector('.tray [data-state="done"]')));
}

/** Without a connection: the message waits, and is paused. */
export async function sendAndPause(person, files, text) {
  await dropOnRoom(person, files);
  await person.until("all files in the tray", (n) => document.querySelectorAll(".tray [data-key]").length === n, files.length);
  await person.say(text);
  await person.find(".uploading", "The connection was lost.");
  await person.click(".uploading button", "Pause");
  await person.find(".uploading", "Paused");
}

export async function resume(person, text) {
  await person.find(".uploading", "Paused");
  await person.click(".uploading button", "Resume");
  await person.until("the message with its files", (wanted) => [...document.querySelectorAll("article[data-id]")].some((row) => row.innerText.includes(wanted)), text);
}

/** @param {import("./person.mjs").Person} person */
export async function openEach(person) {
  await openPicture(person);
  await person.click("article button", "Open video tour.webm");
  await plays(person, "dialog video");
  await close(person);
  await decodes(person, "article audio");
  await person.click("article button", "numbers.csv");
  await person.find("dialog td", "Posten");
  await close(person);
  await openPdf(person);
}

async function openPicture(person) {
  await person.until("the host's small picture", () => [...document.querySelectorAll('article img[src*="harbour.jpg?as=thumb"]')].some((one) => one.naturalWidth > 0));
  await person.click("article button", "Open picture harbour.jpg");
  await person.until("the large picture", () => document.querySelector("dialog .stage img")?.naturalWidth > 0);
  await close(person);
}

async function close(person) {
  await person.page.keyboard.press("Escape");
  await person.until("no dialog", () => !document.querySelector("dialog"));
}

/** The controls are the browser's own. */
async function plays(person, selector) {
  await person.find(selector);
  await person.page.evaluate((one) => void document.querySelector(one).play(), selector);
  await person.until(`${selector} to play`, (one) => document.querySelector(one)?.currentTime > 0, selector);
}

/** A computer without a sound card plays no sound, but reads it. */
async function decodes(person, selector) {
  await person.find(selector);
  await person.page.evaluate((one) => {
    const media = document.querySelector(one);
    media.preload = "auto";
    media.load();
  }, selector);
  await person.until(`${selector} to be read`, (one) => document.querySelector(one)?.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA, selector);
}

/** In a tab of its own, in Firefox's own viewer. */
async function openPdf(person) {
  const context = person.page.browserContext();
  await person.click("article a[target=_blank]", "plan.pdf");
  const target = await context.waitForTarget((one) => one.url().includes("plan.pdf?as=view"), { timeout: 30_000 });
  const tab = await target.page();
  await tab.close();
  await person.page.bringToFront();
}
