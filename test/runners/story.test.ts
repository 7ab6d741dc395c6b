import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { STORY } from "./act-examples.ts";

/** Examples that no run of the story starts with, and why. */
const NOT_STARTED: Readonly<Record<string, string>> = {
  "one-database.yml":
    "its database is at an address of Astra; test/sandbox/sandbox.test.ts runs it",
  "reusable.yml": "call-reusable.yml calls it",
};

it("The story under act plays every example", () => {
  const examples = new URL("../../examples/", import.meta.url);
  const played = new Set(STORY.map(({ example }) => example));
  const all = readdirSync(examples).filter((name) => name.endsWith(".yml"));
  expect([...played, ...Object.keys(NOT_STARTED)].sort()).toEqual(all.sort());
});
