/** Where the completions of a query come from: this person's rooms and people, the calendar, and the page's sentences. */

import { t } from "../../lib/i18n.js";
import { offeredDays } from "./days.js";
import { peopleFor, roomsFor } from "./places.js";

/** What each filter is for. */
const words = () => /** @type {Record<string, string>} */ ({
  from: t("search.word_from"), in: t("search.word_in"), before: t("search.word_before"), after: t("search.word_after"), on: t("search.word_on"), has: t("search.word_has"), is: t("search.word_is"), type: t("search.word_type"),
});

/** What each value is for. */
const things = () => /** @type {Record<string, string>} */ ({
  me: t("search.thing_me"), link: t("search.thing_link"), file: t("search.thing_file"), image: t("search.thing_image"), poll: t("search.thing_poll"),
  video: t("search.thing_video"), voice: t("search.thing_voice"), audio: t("search.thing_audio"), pdf: t("search.thing_pdf"), document: t("search.thing_document"), spreadsheet: t("search.thing_spreadsheet"),
  presentation: t("search.thing_presentation"), text: t("search.thing_text"), archive: t("search.thing_archive"),
  pinned: t("search.thing_pinned"), saved: t("search.thing_saved"), unread: t("search.thing_unread"),
});

/** @type {import("./completions.js").Sources} */
export const sources = {
  people: peopleFor,
  rooms: roomsFor,
  days: () => offeredDays(new Date()),
  word: (filter) => words()[filter],
  thing: (name) => things()[name],
};
