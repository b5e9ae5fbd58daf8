// Runs all *.test.mjs of these folders by `node --test`. The folder WEBUI holds a copy of the page that Node takes for modules.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const webui = process.env.WEBUI;

// The little of a browser that these modules look at when they are loaded.
const browser = {
  navigator: { languages: ["en-GB"] },
  location: new URL("http://office.test/"),
  matchMedia: () => ({ matches: false, addEventListener() {} }),
};
for (const [name, value] of Object.entries(browser)) Object.defineProperty(globalThis, name, { value, configurable: true });

const load = (path) => import(pathToFileURL(join(webui, "app", path)).href);
const { use } = await load("lib/i18n.js");
use(JSON.parse(await readFile(join(webui, "i18n", "en.json"), "utf8")), "en");

for (const file of (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".test.mjs")).sort()) {
  const { module, tests } = await import(pathToFileURL(join(folder, file)).href);
  const loaded = await load(module);
  for (const [name, check] of Object.entries(tests)) test(`${file}: ${name}`, () => check(loaded, load));
}
