import { equal } from "../support/check.mjs";

export const module = "lib/typing/joined_drafts.js";

export const tests = {
  "what one device has typed on goes into what stands already": ({ joinedDrafts }) => {
    equal(joinedDrafts("Hello world", "Hello wor"), "Hello world");
    equal(joinedDrafts("Hello", "Hello world "), "Hello world ");
    equal(joinedDrafts("", "theirs"), "theirs");
    equal(joinedDrafts("mine", ""), "mine");
  },
  "texts that differ stand below each other": ({ joinedDrafts }) => {
    equal(joinedDrafts("One thing ", "another 🌙"), "One thing\n\nanother 🌙");
    equal(joinedDrafts("مرحبا", "hello"), "مرحبا\n\nhello");
  },
};
