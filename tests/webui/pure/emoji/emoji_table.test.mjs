import { each, equal } from "../support/check.mjs";

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
const table = ({ entryOf }) => ROWS.map((row) => entryOf(row));
/** What the person's language says of the first five, and what is typed in it. */
const OWN = {
  de: ["grinsendes Gesicht|lachen froh", "leicht lächelndes Gesicht|Lächeln", "lachendes Gesicht|Freude", "winkende Hand|Hallo Gruß", "nach oben zeigender Finger|Zeigefinger"],
  ar: ["وجه مبتسم|ضحك السعادة", "وجه بابتسامة|فرح", "وجه مُبتسم بعينين|أسنان", "يد تلوّح|مرحبًا وداعًا", "السبابة|إصبع"],
  ja: ["にっこり笑う|スマイル 笑顔", "ほほえみ|顔", "笑顔|ハッピー", "バイバイ|手を振る", "上を指す|指"],
};
const ownTable = ({ entryOf }, language) => ROWS.map((row, at) => entryOf(row, OWN[language][at]?.split("|")));
const TYPED_OWN = [
  ["de", "lachen", "😄 😀"], ["de", "LÄCHELND", "🙂"], ["de", "lachelnd", "🙂"], ["de", "gruss", "👋"], ["de", "gesicht leicht", "🙂"], ["de", "grin", "😀 😄"], ["de", "wave", "👋"], ["de", "coffee", "☕"],
  ["ar", "مبتسم", "😀 😄"], ["ar", "مُبتَسِم", "😀 😄"], ["ar", "سعاده", "😀"], ["ar", "السعادة", "😀"], ["ar", "اسنان", "😄"], ["ar", "سبابة", "☝️"], ["ar", "smile", "🙂 😄 😀"],
  ["ja", "笑", "😄 😀"], ["ja", "顔", "😄 😀 🙂"], ["ja", "すまいる", "😀"], ["ja", "ﾊｯﾋﾟｰ", "😄"], ["ja", "がお", ""], ["ja", "こり", "😀"],
];
const COMPLETED_OWN = [["de", "wav", "wave"], ["de", "gri", "null"], ["de", "wi", "null"], ["de", "smile", "smile smile_soft"], ["de", "grins", "null"], ["de", "tea", ""], ["ar", "يد", "null"], ["ar", "ضح", "null"], ["ja", "笑", "null null"], ["de", "nach_oben", "null"]];
const NAMED_OWN = [["de", "winkende_hand", "👋"], ["de", "Winkende_Hand", "👋"], ["de", "winkende", undefined], ["de", "wave", "👋"], ["ja", "ほほえみ", "🙂"], ["ar", "السبابة", "☝️"], ["de", "hot_beverage", undefined]];
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
  ...each("they are found in the person's language, and in English behind it", TYPED_OWN, (on, language, typed, found) => equal(emoji(on.search(ownTable(on, language), typed, 9)), found)),
  ...each("a name of the person's language is completed beside short names", COMPLETED_OWN, (on, language, typed, found) => equal(on.completions(ownTable(on, language), typed, 9).map(({ name }) => String(name)).join(" "), found)),
  ...each("a whole name of the person's language is known", NAMED_OWN, (on, language, name, found) => equal(on.named(ownTable(on, language), name)?.emoji, found)),
  "what has no name in the language has its English one": (on) => equal(ownTable(on, "de").at(-1).name, "hot beverage"),
  "no more than asked for": (on) => equal(on.search(table(on), "grin", 1).length + on.completions(table(on), "smi", 1).length, 2),
};
