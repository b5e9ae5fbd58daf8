/** Videos and sounds, with the browser's own controls. Nothing is fetched before somebody plays them. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { checkLink, downloadOf } from "./links.js";
import { isGone } from "../shared/is_gone.js";
import { shownName } from "./names.js";

/** Why it cannot be played: "gone", or the browser does not know its format. @param {string} url @returns {[string, () => void]} */
function useFailure(url) {
  const [why, setWhy] = useState("");
  return [why, () => void isGone(url).then((gone) => setWhy(gone ? "gone" : "format"))];
}

/** @param {{why: string, file: any}} props */
const NotPlayed = ({ why, file }) => html`<p class="not-played" role="status"><span>${why === "gone" ? t("files.gone") : t("files.no_player")}</span>
  ${why !== "gone" && html`<a href=${downloadOf(file)} download=${file.name} onClick=${checkLink}>${t("files.download")}</a>`}</p>`;

/** @param {{video: any, autoplay?: boolean}} props */
export function Video({ video, autoplay = false }) {
  const [why, failed] = useFailure(video.url);
  if (why) return h(NotPlayed, { why, file: video });
  return html`<video controls playsinline preload="none" autoplay=${autoplay} poster=${video.preview ?? video.thumb} src=${video.url} aria-label=${shownName(video.name)} onError=${failed}></video>`;
}

/** @param {{sound: any}} props */
export function Sound({ sound }) {
  const [why, failed] = useFailure(sound.url);
  if (why) return h(NotPlayed, { why, file: sound });
  return html`<audio controls preload="none" src=${sound.url} aria-label=${shownName(sound.name)} onError=${failed}></audio>`;
}
