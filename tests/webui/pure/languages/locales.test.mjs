import { each, equal } from "../support/check.mjs";
import { inPlace } from "../support/place.mjs";

export const module = "lib/i18n.js";

const NOW = new Date("2026-11-23T20:00:00Z");
const AT = "2026-11-19T14:05:00Z";
const NAMES = ["Zoe", "Émile", "eva", "Ähre", "Ñandú", "نور", "日"];
const MODULES = ["lib/time.js", "lib/relative_time.js", "features/files/names.js", "features/sending/rate.js", "lib/calendar/week.js"];

// Number, share, names, time of day, date and time, day, time ago, size, time left, the week and the order of names.
const WRITTEN = [
  ["en", "en-US", ["1,234,567.5", "38%", "Ana, Ben, and Cleo", "3:05 PM", "Nov 19, 2026, 3:05 PM", "November 19, 2026", "3 hours ago", "1.5 MB", "1h 5m", "6012345 Ähre Émile eva Ñandú Zoe نور 日"]],
  ["de", "de-DE", ["1.234.567,5", "38 %", "Ana, Ben und Cleo", "15:05", "19.11.2026, 15:05", "19. November 2026", "vor 3 Stunden", "1,5 MB", "1h, 5 Min.", "0123456 Ähre Émile eva Ñandú Zoe نور 日"]],
  ["fr", "fr-FR", ["1 234 567,5", "38 %", "Ana, Ben et Cleo", "15:05", "19 nov. 2026, 15:05", "19 novembre 2026", "il y a 3 heures", "1,5 Mo", "1h 5min", "0123456 Ähre Émile eva Ñandú Zoe نور 日"]],
  ["es", "es-ES", ["1.234.567,5", "38 %", "Ana, Ben y Cleo", "15:05", "19 nov 2026, 15:05", "19 de noviembre de 2026", "hace 3 horas", "1,5 MB", "1h 5min", "0123456 Ähre Émile eva Ñandú Zoe نور 日"]],
  ["pt-BR", "pt-BR", ["1.234.567,5", "38%", "Ana, Ben e Cleo", "15:05", "19 de nov. de 2026, 15:05", "19 de novembro de 2026", "há 3 horas", "1,5 MB", "1 h 5 min", "6012345 Ähre Émile eva Ñandú Zoe نور 日"]],
  ["ar", "ar-EG", ["١٬٢٣٤٬٥٦٧٫٥", "٣٨٪", "Ana وBen وCleo", "٣:٠٥ م", "١٩/١١/٢٠٢٦، ٣:٠٥ م", "١٩ نوفمبر ٢٠٢٦", "قبل ٣ ساعات", "١٫٥ م.ب", "١ س و٥ د", "5601234 نور Ähre Émile eva Ñandú Zoe 日"]],
  ["zh-Hans", "zh-CN", ["1,234,567.5", "38%", "Ana、Ben和Cleo", "15:05", "2026年11月19日 15:05", "2026年11月19日", "3小时前", "1.5 MB", "1小时5分钟", "0123456 日 Ähre Émile eva Ñandú Zoe نور"]],
  ["ja", "ja-JP", ["1,234,567.5", "38%", "Ana、Ben、Cleo", "15:05", "2026/11/19 15:05", "2026年11月19日", "3 時間前", "1.5 MB", "1h5m", "6012345 Ähre Émile eva Ñandú Zoe 日 نور"]],
];

/** Which blank stands before a sign, and marks of direction, differ between the releases of CLDR. */
const plain = (value) => value.replace(/[\u00A0\u202F]/g, " ").replace(/[\u200E\u200F\u061C]/g, "");

function written({ speaking, number, percent, list, compare }, [time, relative, names, rate, week], code) {
  return speaking({ language: code, words: {} }, () => [
    number(1_234_567.5), percent(0.38), list(["Ana", "Ben", "Cleo"]), time.clock(AT), time.brief(AT), time.longDate("2026-11-19"),
    relative.ago("2026-11-23T17:00:00Z", NOW), names.sizeText(1_500_000), rate.timeText(3_900), `${week.weekDays().join("")} ${[...NAMES].sort(compare).join(" ")}`,
  ]);
}

export const tests = each("ten values as the language and its region write them", WRITTEN, async (page, code, place, expected, load) => {
  const modules = await Promise.all(MODULES.map((path) => load(path)));
  equal(inPlace(place, () => written(page, modules, code)).map(plain), expected);
});
