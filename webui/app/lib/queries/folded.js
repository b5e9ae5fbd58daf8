/** Makes words comparable as the search of the host does (chat_desktop/search_text/folding.py). */

/** The marks that are left out: those of Latin, Greek and Cyrillic, of Hebrew and of Arabic. Those of kana and of the Indic scripts make another letter. */
const MARKS = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff]+/g;
/** Letters that no decomposition relates to those by which they are searched, and the forms of Persian and Urdu. @type {Record<string, string>} */
const LETTERS = {
  ß: "ss", ς: "σ", ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", ð: "d", þ: "th",
  "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0671": "\u0627", "\u0629": "\u0647", "\u06c1": "\u0647", "\u06c3": "\u0647", "\u06d5": "\u0647",
};
const LISTED = /[ßςøłđħŧıæœðþ\u0649\u06cc\u06a9\u0671\u0629\u06c1\u06c3\u06d5]/g;
/** Joiners, directions and soft hyphens. */
const UNSEEN = /[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069]/g;

/** Returns a text in small letters, without accents. @param {string} text */
export const folded = (text) =>
  text.normalize("NFKD").replace(MARKS, "").toLowerCase().normalize("NFKD").replace(MARKS, "").replace(LISTED, (letter) => LETTERS[letter]).replace(UNSEEN, "").normalize("NFC");
