// What the tests of the pure modules state. The same code runs in Node and in a browser, so it uses neither's own checks.

/** The same structure and values; the order of an object's keys does not matter. */
export function equal(actual, expected) {
  const [found, wanted] = [written(actual), written(expected)];
  if (found !== wanted) throw new Error(`${found} is not ${wanted}`);
}

export function ok(value, words = "a true value was expected") {
  if (!value) throw new Error(words);
}

const written = (value) => JSON.stringify(plain(value));

/** JSON has no undefined, and keeps the order of keys. */
function plain(value) {
  if (value === undefined) return "(undefined)";
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, plain(value[key])]));
}

/** Tests by name: `each("is long", [["x", true]], check)` makes one of each row. */
export const each = (title, rows, check) =>
  Object.fromEntries(rows.map((row, at) => [`${title} (${at + 1}: ${String(row[0]).slice(0, 40)})`, (module, load) => check(module, ...row, load)]));
