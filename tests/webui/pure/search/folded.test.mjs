import { each, equal } from "../support/check.mjs";
import { FOLDED } from "./folded.mjs";

export const module = "lib/queries/folded.js";

export const tests = each("words are folded as the host folds them", FOLDED, ({ folded }, text, found) => equal(folded(text), found));
