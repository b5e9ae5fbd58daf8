import { each, equal } from "../support/check.mjs";

export const module = "lib/people/short_name.js";

const BEGUN = [
  [":smi", "smi"], ["hi :smi", "smi"], ["(:smi", "smi"], ["line\n:sm", "sm"], [":+1", "+1"], [":s", null], ["10:30", null], ["at 10:30:45", null],
  ["http://x", null], ["http:ab", null], ["a:smile", null], [":smi le", null], ["::smile", null], [":D", null], ["`:smile", null],
  ["```\n:smi", null], ["```\na\n```\n:smi", "smi"], [`:${"x".repeat(41)}`, null],
  [":lächeln", "lächeln"], ["nun :Grü", "Grü"], ["قال :ضحك", "ضحك"], [":笑", "笑"], ["：わら", "わら"], ["（：笑", "笑"], ["時間:分", null], [":é", null], ["12：30", null],
];
const CLOSED = [[":smile:", "smile"], ["so :tada:", "tada"], ["10:30:", null], ["a:b:", null], [":a:", null], ["https://a:80:", null], [":smile", null], [":winkende_hand:", "winkende_hand"], ["：笑顔：", "笑顔"], [":ضحك:", "ضحك"]];

export const tests = {
  ...each("a short name that is being typed", BEGUN, ({ findBegun }, text, typed) => equal(findBegun(text, text.length)?.typed ?? null, typed)),
  ...each("a short name that was closed", CLOSED, ({ findClosed }, text, typed) => equal(findClosed(text, text.length)?.typed ?? null, typed)),
  "it is found before the caret": ({ findBegun }) => equal(findBegun("x :sm y", 5), { from: 2, typed: "sm" }),
};
