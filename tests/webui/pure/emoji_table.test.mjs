import { each, equal } from "./check.mjs";

export const module = "features/emoji/emoji_table.js";

const ROWS = [
  ["😀", "grinning face", 0, 1, "grinning", "happy smile"],
  ["🙂", "slightly smiling face", 0, 1, "slightly_smiling_face smile_soft", "nice"],
  ["😄", "grinning face with smiling eyes", 0, 0.6, "smile", "joy"],
  ["👋", "waving hand", 1, 0.6, "wave waving_hand", "hello bye", 1],
  ["☝️", "index pointing up", 1, 0.6, "point_up", "finger", 1],
  ["👭", "women holding hands", 1, 1, "two_women_holding_hands", "couple", ["a", "b", "c", "d", "e"]],
  ["👍", "thumbs up", 1, 0.6, "+1 thumbsup", "yes", 1],
  ["👎", "thumbs down", 1, 0.6, "-1 thumbsdown", "no", 1],
  ["☕", "hot beverage", 4, 0.6, "coffee", "café tea"],
];
const table = ({ entryOf }) => ROWS.map(entryOf);
const emoji = (found) => found.map((one) => (one.entry ?? one).emoji).join(" ");

const TYPED = [
  ["grin", "😀 😄"], ["smiling", "🙂 😄"], ["GRINNING eyes", "😄"], ["smile", "🙂 😄 😀"], ["cafe", "☕"], ["tea", "☕"], [":wave:", "👋"],
  ["+1", "👍"], ["-1", "👎"], ["zzz", ""], ["  ", ""], ["face nothing", ""],
];
const TONED = [["👋", 0, "👋"], ["👋", 3, "👋🏽"], ["☝️", 1, "☝🏻"], ["👭", 5, "e"], ["😀", 4, "😀"]];
const COMPLETED = [["smi", "😄 🙂"], ["smile", "😄 🙂"], ["WAV", "👋"], ["+1", "👍"], ["none", ""], ["wav_", ""]];
const NAMED = [["smile", "😄"], ["Smile", "😄"], ["waving_hand", "👋"], ["smil", undefined], ["", undefined]];

export const tests = {
  ...each("emoji are found by name before tags", TYPED, (on, typed, found) => equal(emoji(on.search(table(on), typed, 9)), found)),
  ...each("an emoji takes a skin tone", TONED, (on, one, tone, found) => equal(on.toned(table(on).find((entry) => entry.emoji === one), tone), found)),
  ...each("a short name is completed", COMPLETED, (on, typed, found) => equal(emoji(on.completions(table(on), typed, 9)), found)),
  ...each("a whole short name is known", NAMED, (on, name, found) => equal(on.named(table(on), name)?.emoji, found)),
  "no more than asked for": (on) => equal(on.search(table(on), "grin", 1).length + on.completions(table(on), "smi", 1).length, 2),
};
