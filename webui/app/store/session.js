/** Who is signed in, in which office, and the state of the connection to the host. */

import { computed, signal } from "../html.js";

/** The host's limits, until it has sent its own. */
const LIMITS = { body: 8000, name: 40, room_name: 60, office_name: 60, topic: 250, password_min: 8, password_max: 128 };

/** The signed-in user, or null. @type {import("@preact/signals").Signal<any>} */
export const me = signal(null);
/** The office. `language`: that of its posters; `cards`: links of some hosts get a card. @type {import("@preact/signals").Signal<{id: string, name: string, language?: string, cards?: boolean}>} */
export const office = signal({ id: "", name: "" });
/** The front desk that this browser is, or null. On its locked screen it has the people who use it. @type {import("@preact/signals").Signal<any>} */
export const frontDesk = signal(null);
export const version = signal("");
export const limits = signal(LIMITS);
/** The languages that the host has a catalogue of: their own names by code. @type {import("@preact/signals").Signal<Record<string, string>>} */
export const languages = signal({});
export const joinMethods = signal(/** @type {string[]} */ ([]));
/** How the office is recognised at another address, and which addresses it has had. */
export const officeIdentity = signal({ key: "", addresses: /** @type {string[]} */ ([]), term: 1 });
/** Which other copy of the office serves it now, as this host has said. @type {import("@preact/signals").Signal<{at: string[], term: number} | null>} */
export const newerCopy = signal(null);
export const setupNeeded = signal(false);
/** "connecting" | "up" | "down" | "lost" | "closed": closed means that the office was shut down in order. */
export const connectionState = signal("connecting");
/** Whether the connection has been gone for so long that advice helps. */
export const isLongDown = signal(false);
/** What keeps the host from storing anything ("disk_full"), or null. @type {import("@preact/signals").Signal<string | null>} */
export const trouble = signal(null);
/** The restart that the owner has announced, or null. @type {import("@preact/signals").Signal<{why: string, at: string, until: string} | null>} */
export const pause = signal(null);
/** Why the office pauses now, and until when if that is known. */
export const closing = signal({ why: "closed", until: /** @type {string | null} */ (null) });

/** Whether the page is looked at, as the host was told. */
export const isActive = signal(true);

/** What has to be done before this page can go on, shown in a bar. @type {import("@preact/signals").Signal<{words: string, label: string, href: string} | null>} */
export const banner = signal(null);
/** Whether the office is in secure mode. */
export const secureMode = signal(false);
/** Who can listen on the connection to the host: nobody, because it is encrypted ("secure") or stays on this computer ("host"); or everybody on the network ("open"). */
export const channel = location.protocol === "https:" ? "secure" : /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname) ? "host" : "open";

export const myId = computed(() => me.value?.id ?? "");
export const isGuest = computed(() => me.value?.role === "guest");
export const isAdmin = computed(() => ["owner", "admin"].includes(me.value?.role));
/** Whose drafts and outbox these are, in a browser that several people and offices may share. */
export const owner = computed(() => `${office.value.id}.${myId.value}`);

/** Takes the session from the first data. @param {any} boot the page's first data, or the answer of /api/boot */
export function startSession(boot) {
  me.value = boot.user ?? null;
  frontDesk.value = boot.front_desk ?? null;
  office.value = boot.office ?? office.value;
  version.value = boot.version ?? "";
  limits.value = { ...LIMITS, ...boot.limits };
  languages.value = boot.languages ?? languages.peek();
  joinMethods.value = boot.join?.ways ?? [];
  setupNeeded.value = Boolean(boot.setup_needed);
  secureMode.value = Boolean(boot.secure);
  officeIdentity.value = { key: boot.identity_key ?? "", addresses: boot.addresses ?? [], term: boot.term ?? 1 };
}
