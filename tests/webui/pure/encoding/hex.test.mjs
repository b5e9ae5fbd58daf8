import { each, equal, ok } from "../support/check.mjs";

export const module = "lib/hex.js";

const NONE = ["0", "0g", "AB", " 00", null, 12];

export const tests = {
  "bytes survive the way there and back": ({ fromHex, toHex }) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    equal([...fromHex(toHex(bytes))], [...bytes]);
    equal(toHex(new Uint8Array()), "");
  },
  ...each("what is not hexadecimal is refused", NONE.map((text) => [text]), ({ fromHex }, text) => {
    let refused = false;
    try {
      fromHex(text);
    } catch {
      refused = true;
    }
    ok(refused);
  }),
};
