// Counts what a function does by the calls and the characters that it asks of strings and expressions. No clock is read.

const COUNTED = [
  [String.prototype, "slice", (result) => result.length],
  [String.prototype, "replace", (result) => result.length],
  [String.prototype, "split", (result) => result.length],
  [String.prototype, "trim", (result) => result.length],
  [String.prototype, "normalize", (result) => result.length],
  [String.prototype, "includes", () => 1],
  [String.prototype, "codePointAt", () => 1],
  [String.prototype, "charCodeAt", () => 1],
  [RegExp.prototype, "exec", (result) => 1 + (result?.[0].length ?? 0)],
  [RegExp.prototype, "test", () => 1],
  [Array.prototype, "slice", (result) => result.length],
  [Array.prototype, "push", () => 1],
  [Array.prototype, "some", () => 1],
];

/** @param {() => void} act @returns {number} */
export function steps(act) {
  let count = 0;
  const kept = COUNTED.map(([owner, name]) => [owner, name, owner[name]]);
  for (const [owner, name, weight] of COUNTED) {
    const original = owner[name];
    owner[name] = function (...values) {
      const result = original.apply(this, values);
      count += 1 + weight(result);
      return result;
    };
  }
  try {
    act();
  } finally {
    for (const [owner, name, original] of kept) owner[name] = original;
  }
  return count;
}
