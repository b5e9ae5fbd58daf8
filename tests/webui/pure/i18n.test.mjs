import { each, equal } from "./check.mjs";

export const module = "lib/i18n.js";

const REGIONS = [
  [["de-DE", "en-US"], "en-DE"],
  [["de", "en-US", "en"], "en-DE"],
  [["en-GB"], "en-GB"],
  [["en-US", "de-DE"], "en-US"],
  [["pt-BR"], "en-BR"],
  [["ar-EG"], "en-EG"],
  [["no language!"], "en"],
  [[], "en"],
];

export const tests = {
  ...each("the first language of the browser names the region", REGIONS, ({ inRegion }, browser, locale) => equal(inRegion("en", browser), locale)),
  "words count in the plural of their number": ({ t }) => equal([t("panel.people", { n: 1 }), t("panel.people", { n: 3 })], ["1 person", "3 people"]),
  "a key without words is shown as it is": ({ t }) => equal(t("no.such.key"), "no.such.key"),
};
