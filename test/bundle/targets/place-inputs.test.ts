import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  type InputProblem,
  type Inputs,
  parseInputs,
} from "../../../src/action/inputs/inputs.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const pkcs1 = rsa.export({ type: "pkcs1", format: "pem" }).toString();
const pkcs8 = rsa.export({ type: "pkcs8", format: "pem" }).toString();

const ORDINARY: Readonly<Record<string, string>> = {
  "astra-token": ["AstraCS", "abc", "0".repeat(64)].join(":"),
  "github-token": "token-of-a-test",
  role: "Database Administrator",
};

function read(inputs: Readonly<Record<string, string>>) {
  const all: Readonly<Record<string, string>> = { ...ORDINARY, ...inputs };
  return parseInputs((name) => all[name], {
    repository: "acme/ops",
    variables: [],
  });
}

function accepted(inputs: Readonly<Record<string, string>>): Inputs {
  const parsed = read(inputs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.inputs;
}

function refused(
  inputs: Readonly<Record<string, string>>,
): readonly InputProblem[] {
  const parsed = read(inputs);
  return parsed.ok ? [] : parsed.problems;
}

describe("where the secrets are", () => {
  it("is the workflow's own repository unless something is set", () => {
    expect(accepted({}).targets).toEqual([
      {
        kind: "repository",
        store: "actions",
        owner: "acme",
        repository: "ops",
      },
    ]);
  });

  it("is never said twice", () => {
    const problems = refused({
      targets: "- repository: acme/web",
      "rotation-id": "web",
      repository: "acme/web",
      environment: "production",
    });
    expect(problems.map(({ input }) => input)).toEqual([
      "repository",
      "environment",
    ]);
  });

  it("needs a rotation-id where there are several, since none can be derived that stays", () => {
    const targets = "- repository: acme/web\n- repository: acme/api";
    expect(refused({ targets })).toEqual([
      {
        input: "rotation-id",
        problem: "is required with targets.",
        allowed:
          "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen; the same in every run.",
      },
    ]);
    const given = { targets, "rotation-id": "web-and-api" };
    expect(accepted(given)).toMatchObject({
      rotationId: "web-and-api",
      targets: [{ repository: "web" }, { repository: "api" }],
    });
  });

  it("is told with line and column of the text as it was written", () => {
    const [problem] = refused({
      targets: "\n\n  - repository: web\n",
      "rotation-id": "web",
    });
    expect(problem).toMatchObject({
      input: "targets",
      problem: "line 3, column 17: “web” is not a valid repository.",
    });
  });
});

describe("how to authenticate at GitHub", () => {
  const app = { "github-token": "", "github-app-id": "12345" };

  it.each([
    ["PKCS#1", pkcs1],
    ["PKCS#8", pkcs8],
    ["\\n for line breaks", pkcs1.trim().replaceAll("\n", "\\n")],
    ["Windows line breaks", pkcs8.replaceAll("\n", "\r\n")],
  ])("may be a GitHub App with a private key in %s", (_, key) => {
    const { github } = accepted({
      ...app,
      "github-app-private-key": key,
    });
    expect(github).toMatchObject({ kind: "app", appId: "12345" });
  });

  it("takes the client id of an App, too", () => {
    const inputs = { ...app, "github-app-id": "Iv23liAbCdEfGhIjKlMn" };
    const { github } = accepted({
      ...inputs,
      "github-app-private-key": pkcs1,
    });
    expect(github).toMatchObject({
      kind: "app",
      appId: "Iv23liAbCdEfGhIjKlMn",
    });
  });

  it.each([
    ["no way at all", { "github-token": "" }, ["github-token"]],
    ["an id without a key", app, ["github-app-private-key"]],
    [
      "a key without an id",
      { "github-token": "", "github-app-private-key": pkcs1 },
      ["github-app-id"],
    ],
    [
      "both ways",
      { "github-app-id": "12345", "github-app-private-key": pkcs1 },
      ["github-token"],
    ],
    [
      "an id that is none",
      { ...app, "github-app-id": "my-app", "github-app-private-key": pkcs1 },
      ["github-app-id"],
    ],
    [
      "a key that is cut off",
      { ...app, "github-app-private-key": pkcs1.slice(0, 400) },
      ["github-app-private-key"],
    ],
    [
      "a key of another kind",
      {
        ...app,
        "github-app-private-key": generateKeyPairSync("ed25519")
          .privateKey.export({ type: "pkcs8", format: "pem" })
          .toString(),
      },
      ["github-app-private-key"],
    ],
  ])("is refused with %s, and no key is quoted (I5)", (_, inputs, names) => {
    const problems = refused(inputs);
    expect(problems.map(({ input }) => input)).toEqual(names);
    expect(JSON.stringify(problems)).not.toContain("PRIVATE KEY");
  });
});
