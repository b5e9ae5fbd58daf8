/** Which tab of this browser sends a file, because all of them know the messages that wait. */

/** A tab that sends the file answers within this time, milliseconds. */
const ANSWER_MS = 1_000;

const channel = new BroadcastChannel("chat-desktop-uploads");
/** The keys of the files that this tab sends. */
const ours = new Set();

channel.addEventListener("message", ({ data: { asks } }) => ours.has(asks) && channel.postMessage({ sends: asks }));

/** This tab sends the file from now on. @param {string} key */
export const claim = (key) => void ours.add(key);

/** @param {string} key */
export const isClaimed = (key) => ours.has(key);

/** Whether another tab sends the file. @param {string} key @returns {Promise<boolean>} */
export function isSentElsewhere(key) {
  return new Promise((resolve) => {
    const done = (/** @type {boolean} */ answer) => {
      channel.removeEventListener("message", heard);
      clearTimeout(timer);
      resolve(answer);
    };
    const heard = (/** @type {MessageEvent} */ { data }) => data.sends === key && done(true);
    const timer = setTimeout(done, ANSWER_MS, false);
    channel.addEventListener("message", heard);
    channel.postMessage({ asks: key });
  });
}
