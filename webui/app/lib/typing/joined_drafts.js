/** Joins what was written here with what another device has stored meanwhile, so that no words are lost. @param {string} mine @param {string} theirs */
export function joinedDrafts(mine, theirs) {
  if (mine.includes(theirs.trim())) return mine;
  if (theirs.includes(mine.trim())) return theirs;
  return `${mine.trimEnd()}\n\n${theirs}`;
}
