import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Evidence, OUTPUT_FILE } from "../../kit/leak-oracle-evidence.ts";
import { judge } from "../../kit/leak-oracle.ts";
import { inputsFor, runWatched } from "../../kit/run-action.ts";
import { startWorld, type World } from "../../kit/world.ts";
import { FORMS } from "./forms.ts";

/** Puts a text into one sink of the evidence of a clean run. */
type Plant = (evidence: Evidence, text: string) => Evidence;

const inFile =
  (path: string): Plant =>
  (evidence, text) => ({
    ...evidence,
    files: new Map(evidence.files).set(
      path,
      `${evidence.files.get(path) ?? ""}${text}\n`,
    ),
  });

/** Changes the last request to a service. */
const inRequest =
  (
    service: string,
    change: (
      seen: Evidence["requests"][number],
      text: string,
    ) => Evidence["requests"][number],
  ): Plant =>
  (evidence, text) => {
    const at = evidence.requests.findLastIndex(
      ({ request }) => request.service === service,
    );
    return {
      ...evidence,
      requests: evidence.requests.map((seen, index) =>
        index === at ? change(seen, text) : seen,
      ),
    };
  };

const SINKS: readonly (readonly [string, RegExp, Plant])[] = [
  [
    "stdout",
    /^stdout$/u,
    (evidence, text) => ({
      ...evidence,
      stdout: `${evidence.stdout}Wrote ${text}.\n`,
    }),
  ],
  [
    "an annotation",
    /^stdout$/u,
    (evidence, text) => ({
      ...evidence,
      stdout: `${evidence.stdout}::error::It was ${text}\n`,
    }),
  ],
  [
    "a debug line",
    /^stdout$/u,
    (evidence, text) => ({
      ...evidence,
      stdout: `${evidence.stdout}::debug::It was ${text}\n`,
    }),
  ],
  [
    "stderr",
    /^stderr$/u,
    (evidence, text) => ({ ...evidence, stderr: `Error: ${text}\n at x:1` }),
  ],
  ["the output file", /^file runner\/output$/u, inFile(OUTPUT_FILE)],
  ["the summary", /^file runner\/summary$/u, inFile("runner/summary")],
  ["the state file", /^file runner\/state$/u, inFile("runner/state")],
  ["the environment file", /^file runner\/env$/u, inFile("runner/env")],
  ["a temporary file", /^file temporary\/a$/u, inFile("temporary/a")],
  ["a file in the home folder", /^file home\/\.x$/u, inFile("home/.x")],
  [
    "a file's name",
    /^file name$/u,
    (evidence, text) => ({
      ...evidence,
      files: new Map(evidence.files).set(`temporary/${text}`, ""),
    }),
  ],
  [
    "a command line",
    /^command line$/u,
    (evidence, text) => ({
      ...evidence,
      commandLines: [...evidence.commandLines, `curl\0-H\0${text}\0`],
    }),
  ],
  [
    "the path of an address",
    /^address of astra /u,
    inRequest("astra", (seen, text) => ({
      ...seen,
      request: { ...seen.request, path: `/v2/x/${text}` },
    })),
  ],
  [
    "the query of an address",
    /^address of github /u,
    inRequest("github", (seen, text) => ({
      ...seen,
      request: { ...seen.request, path: `${seen.request.path}?a=${text}` },
    })),
  ],
  [
    "a header",
    /^headers of github /u,
    inRequest("github", (seen, text) => ({
      ...seen,
      headers: { ...seen.headers, "user-agent": text },
    })),
  ],
  [
    "a credential with something added",
    /^headers of astra /u,
    inRequest("astra", (seen, text) => ({
      ...seen,
      headers: { ...seen.headers, authorization: `Bearer ${text}, ${text}` },
    })),
  ],
  [
    "the body of a request to Astra",
    /^body of astra /u,
    inRequest("astra", (seen, text) => ({
      ...seen,
      body: `{"description":"${text}"}`,
    })),
  ],
  [
    "the body of a request to GitHub",
    /^body of github /u,
    inRequest("github", (seen, text) => ({
      ...seen,
      body: `{"encrypted_value":"${text}"}`,
    })),
  ],
];

/** One secret, another from one call to the next: all of them meet all sinks. */
const nextOf = (() => {
  let turn = 0;
  return (secrets: ReadonlyMap<string, string>) => {
    turn += 1;
    return [...secrets][turn % secrets.size] ?? ["", ""];
  };
})();

describe("The leak oracle", () => {
  let world: World;
  let clean: Evidence;
  let secrets: ReadonlyMap<string, string>;

  beforeAll(async () => {
    world = await startWorld();
    const previous = world.astra.createTokenByHand({ roles: [] });
    const inputs = inputsFor(world, { "previous-token": previous.token });
    const workflowToken = `ghs_${randomBytes(30).toString("base64url")}`;
    const { evidence } = await runWatched({
      inputs,
      env: { GITHUB_TOKEN: workflowToken },
    });
    clean = evidence;
    const minted = world.astra.tokens().at(-1);
    secrets = new Map([
      ["the admin token", world.adminToken],
      ["the GitHub token", world.githubToken],
      ["the previous token", previous.token],
      ["the workflow's token", workflowToken],
      ["the new token", minted?.token ?? ""],
      ["the fresh token's hash", minted?.token.split(":")[2] ?? ""],
      ["the fresh client secret", minted?.secret ?? ""],
    ]);
  });

  afterAll(async () => {
    await world.close();
  });

  it("has nothing to say about a clean run (I5)", () => {
    expect(clean.exitCode).toBe(0);
    expect(judge(clean)).toEqual({ leaks: [], manners: [] });
  });

  describe.each(SINKS)("when a secret is in %s", (_name, sink, plant) => {
    it.each(FORMS)("finds it $name", ({ write }) => {
      const [name, secret] = nextOf(secrets);
      const planted = plant(clean, write(secret));
      const { leaks } = judge(planted);
      const elsewhere = leaks.filter((leak) => !sink.test(leak.sink));
      expect(elsewhere, name).toEqual([]);
      expect(leaks, name).not.toEqual([]);
    });
  });

  it("does not take other random texts for the secrets", () => {
    const noise = Array.from({ length: 20_000 }, () =>
      [
        randomBytes(96).toString("base64"),
        randomBytes(96).toString("base64url"),
      ].join(" "),
    ).join("\n");
    const stdout = `${clean.stdout}${noise}\n`;
    expect(judge({ ...clean, stdout }).leaks).toEqual([]);
  });

  it("lets a service's own credential pass, and no other's", () => {
    const swapped = clean.requests.map((seen) => ({
      ...seen,
      headers: {
        ...seen.headers,
        authorization:
          seen.request.service === "astra"
            ? `token ${world.githubToken}`
            : `Bearer ${world.adminToken}`,
      },
    }));
    const sinks = judge({ ...clean, requests: swapped }).leaks.map(
      ({ secret, sink }) =>
        `${secret}: ${sink.split(" ").slice(0, 3).join(" ")}`,
    );
    expect(new Set(sinks)).toEqual(
      new Set([
        "github-token: headers of astra",
        "astra-token: headers of github",
      ]),
    );
  });

  it("lets `expose-token` set its two outputs, and only them", () => {
    const secret = secrets.get("the fresh client secret") ?? "";
    const exposed = (name: string, wished: string): number =>
      judge({
        ...inFile(OUTPUT_FILE)(clean, `${name}<<end\n${secret}\nend`),
        inputs: { ...clean.inputs, "expose-token": wished },
      }).leaks.length;
    expect(exposed("client-secret", "true")).toBe(0);
    expect(exposed("client-secret", "false")).toBe(1);
    expect(exposed("report", "true")).toBe(1);
  });

  it("sees that a mask comes too late once commands are stopped", () => {
    const stdout = `::stop-commands::x\n${clean.stdout}`;
    const { leaks, manners } = judge({ ...clean, stdout });
    expect(leaks.map(({ sink }) => sink)).toContain("stdout");
    expect(manners).toContain("stdout: the command stop-commands");
  });
});
