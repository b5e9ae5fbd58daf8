/** The part of client-zip that the page uses. */
export interface Entry {
  name: string;
  input?: File;
  lastModified?: Date;
}
export function makeZip(entries: Iterable<Entry>): ReadableStream<Uint8Array<ArrayBuffer>>;
/** The size of the zip in bytes. */
export function predictLength(entries: Iterable<Entry>): bigint;
