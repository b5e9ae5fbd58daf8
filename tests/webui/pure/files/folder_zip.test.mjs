import { equal } from "../support/check.mjs";

export const module = "features/sending/folder.js";

const at = Date.UTC(2024, 4, 5, 6, 7, 8);
const given = (path, text = "words") => ({ path, file: new File([text], path.split("/").at(-1), { lastModified: at }) });
const bytesOf = async ({ value }) => new Uint8Array(await value.arrayBuffer());
const whole = async (folder) => bytesOf(await folder.open().slice(0, folder.size));
const isSame = (one, other) => one.length === other.length && one.every((byte, n) => byte === other[n]);
const refused = (promise) => promise.then(() => false, () => true);

export const tests = {
  "its size is known before, and its names are in order": async ({ Folder }) => {
    const folder = new Folder("Häuser", [given("Häuser/b.txt"), given("Häuser/a.txt", "more words"), { path: "Häuser/empty/", file: null }]);
    const bytes = await whole(folder);
    equal([folder.name, bytes.length], ["Häuser.zip", folder.size]);
    const text = new TextDecoder().decode(bytes);
    const [first, second, third] = ["Häuser/a.txtmore words", "Häuser/b.txtwords", "Häuser/empty/PK"].map((part) => text.indexOf(part));
    equal(0 < first && first < second && second < third, true);
  },
  "parts are the same in any order, also of earlier places and of two who ask at once": async ({ Folder }) => {
    // Two of the same, because one that was read whole holds all of it.
    const [folder, other] = [1, 2].map(() => new Folder("F", [given("F/a.bin", "x".repeat(300_000)), given("F/b.bin", "y".repeat(300_000))]));
    const all = await whole(other);
    const source = folder.open();
    for (const [start, end] of [[0, 1_000], [500, 200_000], [400_000, 500_000], [100, 90_000_000]]) {
      const [one, two] = await Promise.all([source.slice(start, end), source.slice(start, end)]);
      const wanted = all.slice(start, end);
      for (const part of [one, two]) equal(isSame(await bytesOf(part), wanted), true);
      equal(one.done, end >= folder.size);
    }
  },
  "what was given is not held": async ({ Folder }) => {
    const folder = new Folder("F", Array.from("abcdefghijklmnopqrst", (name) => given(`F/${name}`, name.repeat(100_000))));
    const source = folder.open();
    for (let start = 0; start < folder.size; start += 100_000) await source.slice(start, start + 100_000);
    equal(source.held.reduce((sum, piece) => sum + piece.length, 0) < 400_000, true);
  },
  "a folder that has changed meanwhile is not sent": async ({ Folder }) => {
    for (const text of ["a longer text", ""]) {
      const folder = new Folder("F", [given("F/a.txt")]);
      folder.entries[0].input = new File([text], "a.txt");
      equal(await refused(folder.open().slice(0, folder.size)), true);
      equal(await folder.isReadable(), false);
    }
  },
  "folders are told apart by each of their files": ({ Folder, chosenFolder }) => {
    const of = (...parts) => new Folder("F", parts).print;
    equal(of(given("F/a"), given("F/b")), of(given("F/b"), given("F/a")));
    equal(of(given("F/a")) === of(given("F/c")) || of(given("F/a")) === of(given("F/a", "others")), false);
    equal(chosenFolder([]), null);
  },
  "a dropped folder is read whole, with what is empty in it": async ({ droppedFolder }) => {
    const file = (name) => ({ name, isDirectory: false, file: (resolve) => resolve(new File(["x"], name)) });
    const folder = (name, children) => ({
      name, isDirectory: true,
      createReader: () => ({ readEntries: (resolve) => resolve(children.splice(0, 2)) }),
    });
    const found = await droppedFolder(folder("F", [file("a"), folder("in", [file("b")]), folder("none", []), file("c")]));
    equal(found.entries.map(({ name }) => name), ["F/a", "F/c", "F/in/b", "F/none/"]);
  },
};
