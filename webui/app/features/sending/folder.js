/** A folder that is sent as one zip. The zip is made while it is sent, so nothing is copied before, and the files in it are stored as they are. */

import { makeZip, predictLength } from "../../../vendor/client-zip.js";

/** A file of a folder. An empty folder has no file, and its path ends with a slash. @typedef {{path: string, file: File | null}} Part */

/** What stands for a folder where a file would: its zip. */
export class Folder {
  type = "application/zip";

  /** @param {string} name @param {Part[]} parts */
  constructor(name, parts) {
    const sorted = [...parts].sort((a, b) => (a.path < b.path ? -1 : 1));
    this.name = `${name}.zip`;
    this.lastModified = sorted.reduce((newest, { file }) => Math.max(newest, file?.lastModified ?? 0), 0);
    this.entries = sorted.map(({ path, file }) => ({ name: path, ...(file && { input: file }), lastModified: new Date(file?.lastModified ?? this.lastModified) }));
    this.size = Number(predictLength(this.entries));
    this.print = printOf(sorted);
    /** The same bytes for all who ask, so that an upload goes on after a pause. @type {ZipSource | null} */
    this.source = null;
  }

  open() {
    this.source ??= new ZipSource(this);
    return this.source;
  }

  /** Whether all files could be read so far. */
  isReadable = async () => !this.source?.isBroken;
}

/** Parts of the zip, in their order. An earlier part than the last one makes it begin again. */
class ZipSource {
  isBroken = false;
  /** Bytes from `from` to `to` are held. */
  from = 0;
  to = 0;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  held = [];
  /** @type {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | null} */
  reader = null;
  /** One part after the other: a pause does not end a part that is being read. @type {Promise<unknown>} */
  before = Promise.resolve();

  /** @param {Folder} folder */
  constructor(folder) {
    this.folder = folder;
    this.size = folder.size;
  }

  /** @param {number} start @param {number} end @returns {Promise<{value: Blob, done: boolean}>} */
  slice(start, end) {
    const part = this.before.then(() => this.read(start, Math.min(end, this.size)));
    this.before = part.catch(() => {});
    return part;
  }

  close() {
    this.reset();
  }

  /** @param {number} start @param {number} end */
  async read(start, end) {
    try {
      if (this.isBroken || !this.reader || start < this.from) this.reset(makeZip(this.folder.entries).getReader());
      while (this.to < end) {
        await this.more();
        this.drop(start);
      }
      if (end === this.size && !(await this.isAtEnd())) throw new Error("The folder has grown.");
    } catch (problem) {
      this.isBroken = true;
      throw problem;
    }
    return { value: new Blob(this.held).slice(start - this.from, end - this.from), done: end === this.size };
  }

  async more() {
    const { value, done } = await /** @type {NonNullable<typeof this.reader>} */ (this.reader).read();
    if (done) throw new Error("The folder has shrunk.");
    this.held.push(value);
    this.to += value.length;
  }

  async isAtEnd() {
    return this.to === this.size && (await this.reader?.read())?.done;
  }

  /** Gives back what lies before a place. @param {number} start */
  drop(start) {
    while (this.held.length > 0 && this.from + this.held[0].length <= start) this.from += /** @type {Uint8Array} */ (this.held.shift()).length;
  }

  /** @param {typeof this.reader} [reader] */
  reset(reader = null) {
    void this.reader?.cancel().catch(() => {});
    Object.assign(this, { reader, held: [], from: 0, to: 0, isBroken: false });
  }
}

/** A number that differs, in all likelihood, when any file of a folder does. @param {Part[]} parts */
function printOf(parts) {
  let print = 0;
  for (const { path, file } of parts) for (const letter of `${path}|${file?.size}|${file?.lastModified};`) print = (Math.imul(print, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return print;
}

/** The folder of files that somebody has chosen with it; null when it is empty. @param {File[]} files */
export function chosenFolder(files) {
  if (files.length === 0) return null;
  const [name] = pathOf(files[0]).split("/");
  return new Folder(name, files.map((file) => ({ path: pathOf(file), file })));
}

/** @param {File} file */
const pathOf = (file) => (file.webkitRelativePath || file.name).normalize("NFC");

/** A folder that was dropped. @param {FileSystemDirectoryEntry} entry */
export async function droppedFolder(entry) {
  return new Folder(entry.name.normalize("NFC"), await partsOf(entry, `${entry.name}/`));
}

/** @param {FileSystemDirectoryEntry} folder @param {string} path @returns {Promise<Part[]>} */
async function partsOf(folder, path) {
  /** @type {Part[]} */
  const parts = [];
  for (const entry of await childrenOf(folder)) {
    const inner = path + entry.name;
    if (entry.isDirectory) parts.push(...(await partsOf(/** @type {FileSystemDirectoryEntry} */ (entry), `${inner}/`)));
    else parts.push({ path: inner.normalize("NFC"), file: await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject)) });
  }
  return parts.length > 0 ? parts : [{ path: path.normalize("NFC"), file: null }];
}

/** A browser gives some at a time. @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function childrenOf(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((/** @type {(found: FileSystemEntry[]) => void} */ resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
