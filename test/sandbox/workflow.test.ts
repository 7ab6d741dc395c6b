import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readmeExamples } from "../repo/readme-examples.ts";
import { openStage } from "./stage.ts";
import { followed } from "./workflow.ts";

const step = (...lines: readonly string[]): string =>
  [
    "jobs:",
    "  rotate:",
    "    steps:",
    "      - uses: acme/astra-token-rotator@v1",
    "        with:",
    ...lines.map((line) => `          ${line}`),
  ].join("\n");

describe("A workflow that the sandbox follows", () => {
  it("gives what it says, and the sandbox its own tokens and addresses", () => {
    const [first] = readmeExamples();
    expect(followed(first?.text ?? "")).toEqual({
      settings: {
        role: "Read/Write Service Account",
        "secret-name": "ASTRA_DB_APPLICATION_TOKEN",
        "rotate-after": "30d",
        overlap: "24h",
        "dry-run": "",
        compromised: "",
      },
      notes: [],
    });
  });

  it("passes no previous-token that the workflow does not pass", () => {
    const { settings } = followed(step("role: x"));
    expect(settings["previous-token"]).toBe("");
  });

  it("rotates the secrets that the workflow names", async () => {
    const { settings } = followed(
      step(
        "role: Read/Write Service Account",
        "secret-name: ''",
        "secret-name-json: MY_TOKEN",
        "previous-token: ${{ fromJSON(secrets.MY_TOKEN).token }}",
      ),
    );
    await using stage = await openStage(settings);
    const { ended } = await stage.run("The first run");
    expect(ended.errors).toEqual([]);
    const { secrets, tokens } = await stage.look();
    expect(secrets).toMatchObject([
      { name: "MY_TOKEN", holds: { name: "1st" }, works: true },
    ]);
    expect(ended.outputs["retiring"]).toContain(
      tokens.find(({ name }) => name === "hand-made")?.clientId,
    );
  });

  it("is told which input the action does not have, and which places are not there", () => {
    const { notes } = followed(
      step("rol: x", "environment: production", "targets: '[]'"),
    );
    expect(notes).toHaveLength(2);
    expect(notes[0]).toContain("`rol`");
    expect(notes[1]).toContain("acme/web");
  });

  it.each([
    ["uses another action", "jobs: {}", "No step of that workflow"],
    [
      "rests on what the sandbox does not know",
      step("role: ${{ vars.ROLE }}"),
      "`vars.ROLE` is in `role`",
    ],
  ])("is refused when it %s", (_, workflow, why) => {
    expect(() => followed(workflow)).toThrow(why);
  });

  it("may be one of the examples", () => {
    const read = (name: string): string =>
      readFileSync(
        new URL(`../../examples/${name}.yml`, import.meta.url),
        "utf8",
      );
    for (const name of ["daily", "emergency", "monthly", "github-app"]) {
      expect(followed(read(name)).settings["role"]).toBeDefined();
    }
  });
});
