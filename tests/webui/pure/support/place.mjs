// Another place for what a test does: the browser's languages are what the region comes from.

/** Runs ACT with a browser that prefers this locale. @template T @param {string} place @param {() => T} act @returns {T} */
export function inPlace(place, act) {
  const languages = navigator.languages;
  Object.defineProperty(navigator, "languages", { value: [place], configurable: true });
  try {
    return act();
  } finally {
    Object.defineProperty(navigator, "languages", { value: languages, configurable: true });
  }
}
