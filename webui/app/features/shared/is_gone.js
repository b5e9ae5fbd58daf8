/** Tells a file that was deleted from one that cannot be reached. */

/** Whether a file that cannot be loaded is gone for good, and not only out of reach. @param {string} url @returns {Promise<boolean>} */
export async function isGone(url) {
  if (url.startsWith("blob:")) return true;
  const answer = await fetch(url, { method: "HEAD", credentials: "same-origin" }).catch(() => null);
  return answer !== null && [403, 404, 410].includes(answer.status);
}
