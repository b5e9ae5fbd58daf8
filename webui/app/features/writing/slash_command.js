/** Tells a command such as "/topic Lunch" from text that only begins with a slash: a path, or two slashes. */

/** Returns the command of a message: its name and what follows it. @param {string} text @returns {{name: string, rest: string} | null} */
export function commandIn(text) {
  const found = text.match(/^\/([a-z]+)(?:\s+([\s\S]*))?$/);
  return found ? { name: found[1], rest: (found[2] ?? "").trim() } : null;
}

/** Returns what was typed of a command's name, if nothing else was. @param {string} text @returns {string | null} */
export const begunCommand = (text) => text.match(/^\/([a-z]*)$/)?.[1] ?? null;
