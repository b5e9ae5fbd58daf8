// Texts at random, always the same ones: pieces that mean something to the reader of formatting, put together in any order.

const PIECES = [
  "*", "**", "***", "_", "__", "~~", "~", "`", "``", "```", "\n", "\n\n", "> ", ">", "- ", "  - ", "1. ", "24. ", " ", "  ", "\t", "[", "]", "(", ")", "](",
  "https://", "HTTP://[::1]:80/x", "https://example.org/a_b", "www.example.org", "ana@example.org", "@", "＠", "#", "@Ana", "@Ana Lima", "@李雷", "#General", "#Big Room",
  "a", "word", "two words", "2*3*4", "3~4", "x_y", "\\", "\\\\server\\share", ":(", ":*", "重点", "これ", "คำ", "중요", "é", "e\u0301", "👍🏽", "👩‍👧", "🇩🇪", "❤️", "،", "。", "「", "」", "“", "”", "'", '"', "<", "&", "|", "!", ".", ",", ":", ";", "?", "-", "/", "=", "%", "$", "5", "py",
];

/** A generator of numbers below 1 (mulberry32). @param {number} seed */
export function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {number} count @param {number} seed @returns {string[]} */
export function texts(count, seed) {
  const next = numbers(seed);
  const piece = () => PIECES[Math.floor(next() * PIECES.length)];
  return Array.from({ length: count }, () => Array.from({ length: 1 + Math.floor(next() * 14) }, piece).join(""));
}
