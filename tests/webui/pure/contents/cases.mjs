// The cases of formatting that the page and the host share, and how their trees are written in that table.

const inNode = import.meta.url.startsWith("file:");

async function readTable() {
  if (!inNode) return (await fetch(new URL("cases.json", import.meta.url))).json();
  const { readFile } = await import("node:fs/promises");
  return JSON.parse(await readFile(new URL("../../../formatting/cases.json", import.meta.url), "utf8"));
}

export const table = await readTable();

/** @param {any[]} blocks */
export const written = (blocks) => blocks.map(block).join("");

function block({ type, children, items, language, text }) {
  if (type === "paragraph") return `<p>${line(children)}</p>`;
  if (type === "quote") return `<quote>${written(children)}</quote>`;
  if (type === "fence") return `<fence ${language}>${text}</fence>`;
  return items.map((item) => `<item ${item.level} ${item.marker}>${line(item.children)}</item>`).join("");
}

const line = (parts) => parts.map((part) => (typeof part === "string" ? part : span(part))).join("");

function span({ type, children, text, href, value }) {
  if (type === "link") return `<link ${href}>${line(children)}</link>`;
  if (type === "mention" || type === "room") return `<${type} ${value}>${text}</${type}>`;
  return `<${type}>${children ? line(children) : text}</${type}>`;
}
