import { each, equal, ok } from "../support/check.mjs";
import { table } from "./cases.mjs";
import { texts } from "./random.mjs";

export const module = "lib/formatting/preview.js";

/** Overrides: from here on every letter goes this way. */
const [RIGHT, POP] = ["\u202e", "\u202c"];
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const WHOLE = ["👍🏽", "👩‍👧‍👦", "🇩🇪", "e\u0301", "각", "❤️", "क्षि", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"];

export const tests = {
  ...each("a preview is so", table.cases.filter((one) => one.preview).map(({ body, preview }) => [body, preview]), ({ preview }, body, words) => equal(preview(body), words)),
  "a preview is one short line without half a character": ({ preview }) => {
    for (const body of texts(2_000, 7)) {
      const short = preview(body, 12);
      ok(!/[\n\t]| {2}/.test(short) && [...short].length <= 12 && !HALF.test(short), JSON.stringify([body, short]));
    }
  },
  ...each("a character is cut before it or behind it", WHOLE.map((letter) => [letter]), async (_preview, letter, load) => {
    const { cutText } = await load("lib/formatting/cut_text.js");
    for (let most = 1; most < 30; most += 1) {
      const cut = cutText(letter.repeat(30), most);
      const size = [...letter].length;
      if (most >= size) equal(cut, letter.repeat(Math.floor(most / size)));
    }
  }),
  "flags are cut between pairs": async (_preview, load) => equal((await load("lib/formatting/cut_text.js")).cutText("x🇩🇪🇫🇷🇮🇹", 4), "x🇩🇪"),
  "a preview that is cut keeps the direction of what follows it": ({ preview }) => equal(preview(`${RIGHT}abcdefgh${POP}`, 5), `${RIGHT}abc…${POP}`),
  ...each("a message without a text says what is attached", [
    [["image"], "Photo"], [["image", "image", "image"], "3 photos"], [["video"], "Video"], [["voice"], "Voice note"], [["file"], "File: 0.xlsx"], [["pdf", "pdf"], "2 files"], [["image", "file"], "2 files"], [[], ""],
  ], ({ previewOf }, kinds, words) => {
    const attachments = kinds.map((kind, at) => ({ kind, name: `${at}.xlsx` }));
    equal(previewOf({ id: "1", body: "", attachments }), words);
    equal(previewOf({ body: " ", attachments }), words);
    equal(previewOf({ id: "1", body: "**Look**", attachments }), "Look");
  }),
  ...each("a voice note says how long it is", [[400, "0:00"], [12_300, "0:12"], [59_700, "1:00"], [899_999, "15:00"]], ({ previewOf }, ms, time) =>
    equal(previewOf({ body: "", attachments: [{ kind: "voice", name: "a.webm", duration_ms: ms }] }), `Voice note (${time})`)),
  "a name does not turn what follows it": ({ previewOf }) => equal(previewOf({ id: "1", body: "", attachments: [{ kind: "file", name: `a${RIGHT}fdp.exe` }] }), `File: a${RIGHT}fdp.exe${POP}`),
};
