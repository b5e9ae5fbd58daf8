/** Somebody in front of Firefox: a page in a context of its own, and everything that the browser complains of. */

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export class Person {
  /** What is allowed from now on: a network that fails while the host is away. */
  hostIsAway = false;
  complaints = [];

  /** @param {import("puppeteer-core").Browser} browser @param {string} name @param {string} base @param {{width: number, height: number}} viewport */
  static async arrive(browser, name, base, viewport) {
    const person = new Person();
    const context = await browser.createBrowserContext();
    Object.assign(person, { name, base, page: await context.newPage({ type: "window" }) });
    await person.page.setViewport(viewport);
    await person.listen();
    return person;
  }

  async listen() {
    const { page } = this;
    // Firefox tells its console of a violation, and the console does not tell us.
    await page.evaluateOnNewDocument(() =>
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
      ),
    );
    page.on("console", (message) => {
      if (["error", "warn", "warning", "assert"].includes(message.type())) this.complain(message.text());
    });
    page.on("pageerror", (error) => this.complain(String(error?.stack ?? error)));
    page.on("response", (response) => {
      if (response.status() >= 400) this.complain(`${response.status()} ${response.url()}`);
    });
  }

  complain(text) {
    if (!this.hostIsAway) this.complaints.push(`${this.name}: ${text}`);
  }

  async open(path) {
    await this.page.goto(this.base + path);
  }

  /** Until the page's socket is up. */
  async linked() {
    await this.until("the link to be up", () => document.documentElement.dataset.link === "up");
  }

  /** What FUNCTION returns in the page, as soon as that is true. */
  async until(what, inPage, ...args) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await this.attempt(inPage, args);
      if (found) return found;
      if (Date.now() > end) throw new Error(`${this.name} waited in vain for ${what}. ${await this.situation()}`);
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }

  /** A page that is just being left answers nothing; the next one will. */
  async attempt(inPage, args) {
    try {
      return await this.page.evaluate(inPage, ...args);
    } catch (problem) {
      if (!/context|navigat|detached|no such frame|realm/i.test(String(problem))) throw problem;
      return false;
    }
  }

  async situation() {
    const seen = await this.page.evaluate(() => {
      const fields = [...document.querySelectorAll("input, textarea")].map((field) => `${field.id || field.ariaLabel}=${field.value}`);
      return `${location.pathname} ${document.activeElement?.outerHTML.slice(0, 200)} ${fields.join(" ")}\n${document.body.innerText.slice(0, 1500)}`;
    });
    return `${this.complaints.join("; ")} The page: ${seen}`;
  }

  /** The one element that SELECTOR and TEXT (in its text or its label) find, once it is there and seen. */
  async find(selector, text = "") {
    await this.until(`${selector} “${text}”`, isThere, selector, text);
    const handle = await this.page.evaluateHandle(element, selector, text);
    return handle.asElement();
  }

  async click(selector, text, options) {
    const handle = await this.find(selector, text);
    // A locator waits until the page stands still beneath the pointer.
    await handle.asLocator().setTimeout(PATIENCE_MS).click(options);
  }

  /** Into the field with this label. */
  async fill(label, text) {
    const field = await this.find("label", label);
    await field.evaluate((node) => (node.control ?? node.querySelector("input")).focus());
    await this.page.keyboard.type(text);
  }

  async say(text) {
    await this.click("footer.composer textarea");
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  sees(text) {
    return this.find("article.message .bubble", text);
  }

  async menu(text, action) {
    await this.click("article.message .bubble", text, { button: "right" });
    await this.click("[role=dialog] button, dialog button", action);
  }
}

/** Those two run in the page. */
function isThere(selector, text) {
  return [...document.querySelectorAll(selector)].some(
    (node) => node.getClientRects().length > 0 && `${node.textContent} ${node.getAttribute("aria-label") ?? ""}`.includes(text),
  );
}

function element(selector, text) {
  return [...document.querySelectorAll(selector)].find(
    (node) => node.getClientRects().length > 0 && `${node.textContent} ${node.getAttribute("aria-label") ?? ""}`.includes(text),
  );
}
