import { equal } from "../support/check.mjs";

export const module = "features/contents/written_lines.js";

export const tests = {
  "an empty line follows the last one, up to the most": ({ withEmpty }) => {
    equal(withEmpty(["a", "", ""], 3, 4), ["a", "", ""]);
    equal(withEmpty(["a", "b", "c"], 3, 4), ["a", "b", "c", ""]);
    equal(withEmpty(["a", "b", "c", "d"], 3, 4), ["a", "b", "c", "d"]);
  },
  "empty lines that are no longer needed go": ({ withEmpty }) => equal(withEmpty(["a", "", "", "", ""], 3, 12), ["a", "", ""]),
  "empty lines and spaces around a text are not posted": ({ filled }) => equal(filled([" a  b ", "", "  ", "c"]), ["a b", "c"]),
};
