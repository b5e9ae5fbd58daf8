/**
 * The page of the visiting window while its office cannot be reached. It asks this computer's own program for the state
 * of the search, and goes to the office as soon as it is found. It is a separate script, because the office's page is
 * not loaded yet.
 */

/** The interval between two questions, milliseconds. */
const ASK_MS = 300;

const main = /** @type {HTMLElement} */ (document.querySelector("main.visit"));
const failed = /** @type {HTMLElement} */ (document.getElementById("failed"));

/** @param {string} what @returns {Promise<any>} the answer, null without one */
async function ask(what) {
  try {
    const answer = await fetch(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    return await answer.json();
  } catch {
    return null;
  }
}

/** @param {string} id @param {() => Promise<void>} act */
function onPress(id, act) {
  document.getElementById(id)?.addEventListener("click", () => void act());
}

async function look() {
  const found = await ask("state");
  if (found?.state === "ready") return location.replace(found.url);
  if (found) main.dataset.state = found.state;
  setTimeout(look, ASK_MS);
}

onPress("again", async () => {
  await ask("begin");
  main.dataset.state = "looking";
});
onPress("own", async () => {
  failed.hidden = Boolean((await ask("own"))?.started);
});
void look();
