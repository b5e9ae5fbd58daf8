/**
 * The tree of a message's text. The host makes the same one in chat/formatting/tree.py.
 *
 * @typedef {string | Mark | Code | Link | Name} Inline
 * @typedef {{type: "bold" | "italic" | "strike", children: Inline[]}} Mark
 * @typedef {{type: "code", text: string}} Code
 * @typedef {{type: "link", href: string, raw: string, children: Inline[]}} Link `raw` is what was typed
 * @typedef {{type: "mention" | "room", text: string, value: any}} Name `value` is what the table of names holds
 *
 * @typedef {{type: "paragraph", children: Inline[]}} Paragraph
 * @typedef {{type: "quote", children: Block[]}} QuoteBlock
 * @typedef {{type: "list", items: Item[]}} List
 * @typedef {{marker: string, level: number, children: Inline[]}} Item `marker` is "-" or the number as it was typed
 * @typedef {{type: "fence", language: string, text: string}} Fence
 * @typedef {Paragraph | QuoteBlock | List | Fence} Block
 */

/** Adds a part to a list. Text that follows text is joined to it. @param {Inline[]} parts @param {Inline} part */
export function add(parts, part) {
  const last = parts.length - 1;
  if (typeof part === "string" && typeof parts[last] === "string") parts[last] += part;
  else if (part !== "") parts.push(part);
}

/** Returns the text that is drawn for some parts, without their marks. @param {Inline[]} parts @returns {string} */
export const textOf = (parts) => parts.map((part) => (typeof part === "string" ? part : "children" in part ? textOf(part.children) : part.text)).join("");
