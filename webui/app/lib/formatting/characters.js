/** What kinds of characters there are, for the marks of formatting. The host has the same rules in chat/formatting/characters.py. */

/**
 * Letters of scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese, Tibetan and their
 * neighbours), and of Korean, where endings follow a word without a space. A word may begin or end at any of them.
 */
const SPACELESS = /[\u0E00-\u0FFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u1950-\u19DF\u1A20-\u1AAF\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099-\u309A\u309D-\u309F\u30A1-\u30FA\u30FC-\u318F\u31A0-\u31BF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F\uA9E0-\uA9FF\uAA60-\uAA7F\uAC00-\uD7FF\uF900-\uFAFF\uFF66-\uFFDC\u{1AFF0}-\u{1B16F}\u{20000}-\u{3FFFF}]/u;
/** A variation selector makes an emoji of a sign, so it is no letter. */
const WORD = /(?![\uFE00-\uFE0F])[\p{L}\p{M}\p{N}_]/u;
const NOT_ASCII = /[^\0-\x7f]/;

/** Stands for code, a link or a name that has been read already: it is as good as a letter. */
export const ATOM = "atom";

/** @param {string} character */
export const isSpaceless = (character) => SPACELESS.test(character);

/** A letter, a digit, an accent or an underscore, of any script. @param {string} character */
export const isWord = (character) => WORD.test(character);

/** Whether a word goes on over this character: a word that needs spaces around it. @param {string} character */
export const joinsWord = (character) => isWord(character) && !isSpaceless(character);

/** Returns the character before a place, "" at the beginning. @param {string} line @param {number} at */
export function before(line, at) {
  const unit = line.charCodeAt(at - 1);
  const isPair = at > 1 && unit >= 0xdc00 && unit <= 0xdfff;
  return at > 0 ? line.slice(isPair ? at - 2 : at - 1, at) : "";
}

/** Returns the character at a place, "" at the end. @param {string} line @param {number} at */
export const after = (line, at) => (at < line.length ? String.fromCodePoint(/** @type {number} */ (line.codePointAt(at))) : "");

/** Makes a test of one character: ATOM and the beginning or end of the line as said, white space, a list of ASCII, and a class for all others. @param {{edge: boolean, ascii: string, others: RegExp}} allowed */
const kind = ({ edge, ascii, others }) => (/** @type {string} */ character) => {
  if (character === "" || /^\s$/.test(character)) return edge;
  if (character === ATOM) return !edge;
  return NOT_ASCII.test(character) ? others.test(character) : ascii.includes(character);
};

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const EMPHASIS_BEGINS = kind({ edge: false, ascii: `${LETTERS}"'([{<@#$&+\``, others: /(?![\uFE00-\uFE0F])[\p{L}\p{M}\p{N}\p{Ps}\p{Pi}\p{So}\p{Sc}¿¡＠]/u });
const EMPHASIS_ENDS = kind({ edge: false, ascii: `${LETTERS}"')]}>.,!?:;%$+#&\``, others: /(?![\p{Ps}\p{Pi}])[\p{L}\p{M}\p{N}\p{P}\p{So}\p{Sc}\u200D]/u });
const BEFORE_EMPHASIS = kind({ edge: true, ascii: `"'([{<`, others: /[\p{P}\p{So}]/u });
const AFTER_EMPHASIS = kind({ edge: true, ascii: `"')]}>.,!?:;-`, others: /[\p{P}\p{So}]/u });

/** Whether a mark between these two can open: it stands at the beginning of a word. @param {string} left @param {string} right */
export const canOpen = (left, right) => EMPHASIS_BEGINS(right) && (BEFORE_EMPHASIS(left) || isSpaceless(left));

/** Whether a mark between these two can close: it stands at the end of a word. @param {string} left @param {string} right */
export const canClose = (left, right) => EMPHASIS_ENDS(left) && (AFTER_EMPHASIS(right) || isSpaceless(right));

/** Something to emphasise: a letter, a digit or a picture. Without any, marks are part of an emoticon such as "*_*". */
export const SUBSTANCE = /[\p{L}\p{N}\p{So}]/u;
