/** What is printed for everyone is in the language of the office, whatever the language of the person who prints it. */

import { render, useEffect, useRef, useState } from "../../html.js";
import { languageOf, speaking, t, wordsOf } from "../../lib/i18n.js";
import { retryUntilDone } from "../../loader.js";

/** @typedef {import("../../lib/i18n.js").Words} Words */

/** The catalogue in which to print: null where it is that of the page, undefined until it is there. @param {string} language @returns {Words | null | undefined} */
export function useWords(language) {
  const [words, setWords] = useState(/** @type {Words | undefined} */ (undefined));
  const isSame = language === languageOf();
  useEffect(() => {
    if (isSame) return undefined;
    let isWanted = true;
    void retryUntilDone(() => wordsOf(language)).then((found) => isWanted && setWords(found));
    return () => void (isWanted = false);
  }, [language, isSame]);
  if (isSame) return null;
  return words?.language === language ? words : undefined;
}

/**
 * Prints a drawing in another language in the place of the page. A whole tree is drawn at once, so that its components
 * are in this language too.
 * @param {Words | null | undefined} words null: the page itself is printed @param {() => any} draw
 */
export function usePaper(words, draw) {
  const newest = useRef(draw);
  newest.current = draw;
  // A change of what is drawn does not end it: the paper stays while the browser prints.
  useEffect(() => {
    if (!words) return undefined;
    const paper = Object.assign(document.createElement("div"), { className: "paper", lang: words.language });
    const begin = () => {
      document.body.append(paper);
      speaking(words, () => {
        paper.dir = t("language.direction");
        render(newest.current(), paper);
      });
    };
    const end = () => {
      render(null, paper);
      paper.remove();
    };
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      end();
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, [words]);
}
