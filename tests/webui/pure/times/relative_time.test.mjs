import { each, equal } from "../support/check.mjs";

export const module = "lib/relative_time.js";

const NOW = new Date("2026-11-23T12:00:00Z");
const PAST = [
  ["2026-11-23T12:00:04Z", "now"],
  ["2026-11-23T11:59:30Z", "30 seconds ago"],
  ["2026-11-23T11:57:00Z", "3 minutes ago"],
  ["2026-11-23T07:00:00Z", "5 hours ago"],
  ["2026-11-22T12:00:00Z", "yesterday"],
  ["2026-11-09T12:00:00Z", "2 weeks ago"],
  ["2023-11-09T12:00:00Z", "3 years ago"],
];

export const tests = each("a past moment is told as people tell it, and none lies ahead", PAST, ({ ago }, iso, words) => equal(ago(iso, NOW), words));
