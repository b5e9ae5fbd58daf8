import { each, equal } from "../support/check.mjs";

export const module = "features/writing/slash_command.js";

const TEXTS = [
  ["/help", "help", ""], ["/topic Lunch at one", "topic", "Lunch at one"], ["/poll\nWhich day?", "poll", "Which day?"], ["/help ", "help", ""],
  ["/home/ana", null, null], ["//x", null, null], ["/", null, null], ["/Help", null, null], ["/x1", null, null], ["/etc.", null, null], [" /help", null, null], ["see /help", null, null], ["/topic: Lunch", null, null],
];
const BEGUN = [["/", ""], ["/to", "to"], ["/topic ", null], ["//", null], ["", null], ["x/", null]];

export const tests = {
  ...each("a command is told from text", TEXTS, ({ commandIn }, text, name, rest) => equal(commandIn(text), name && { name, rest })),
  ...each("the page takes the same texts for commands", TEXTS, async (_, text, name, rest, load) => equal((await load("lib/text.js")).isCommand(text), name !== null || text === "/")),
  ...each("the name of a command is being typed", BEGUN, ({ begunCommand }, text, typed) => equal(begunCommand(text), typed)),
};
