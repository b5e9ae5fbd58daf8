/** Opens the browser's own dialog that chooses files; on a phone also its camera. */

/** The field must stay in the page until somebody has chosen: a browser may forget it otherwise. @type {HTMLInputElement | null} */
let field = null;

/** @param {{accept?: string, capture?: boolean, multiple?: boolean, isFolder?: boolean}} options @param {(files: File[]) => void} use */
export function choose({ accept = "", capture = false, multiple = false, isFolder = false }, use) {
  field?.remove();
  const made = Object.assign(document.createElement("input"), { type: "file", accept, multiple, hidden: true, webkitdirectory: isFolder });
  if (capture) made.setAttribute("capture", "environment");
  made.addEventListener("change", () => {
    made.remove();
    use([...(made.files ?? [])]);
  });
  document.body.append(made);
  field = made;
  made.click();
}
