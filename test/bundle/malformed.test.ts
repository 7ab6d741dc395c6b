import { randomBytes } from "node:crypto";
import { describe, expect } from "vitest";
import { type Inputs, inputsFor, runAction } from "../kit/run-action.ts";
import { expectOneError, it, requestsOf } from "./scenario.ts";

/** Made up at run time: a whole token in a file trips secret scanning. */
const hex = randomBytes(32).toString("hex");
const astraToken = `AstraCS:${"A".repeat(24)}:${hex}`;
const classicToken = `ghp_${randomBytes(20).toString("hex")}`;

/** Inputs with one thing wrong, and what the annotation has to say of it. */
const MALFORMED: readonly (readonly [
  string,
  Inputs,
  string,
  Readonly<Record<string, string>>?,
])[] = [
  ["no astra-token", { "astra-token": "" }, "astra-token: is empty."],
  ["a blank astra-token", { "astra-token": " \n" }, "astra-token: is empty."],
  [
    "a GitHub token as astra-token",
    { "astra-token": classicToken },
    "astra-token: is a GitHub token.",
  ],
  [
    "something else as astra-token",
    { "astra-token": hex },
    "astra-token: does not start with AstraCS:.",
  ],
  [
    "an astra-token in quotes",
    { "astra-token": `"${astraToken}"` },
    "astra-token: is enclosed in quotation marks.",
  ],
  [
    "an astra-token with a line break inside",
    { "astra-token": astraToken.replace(":A", ":\nA") },
    "astra-token: contains white space or line breaks.",
  ],
  [
    "an astra-token that is cut off",
    { "astra-token": astraToken.slice(0, 33) },
    "astra-token: does not have the form of an Astra token",
  ],
  [
    "an astra-token with capitals in its hash",
    { "astra-token": `${astraToken}ABC` },
    "astra-token: does not have the form of an Astra token",
  ],
  ["no github-token", { "github-token": "" }, "github-token: is empty."],
  [
    "an Astra token as github-token",
    { "github-token": astraToken },
    "github-token: is an Astra token.",
  ],
  [
    "a github-token with a blank inside",
    { "github-token": `${classicToken} x` },
    "github-token: has white space",
  ],
  [
    "a github-token with a line break inside",
    { "github-token": `ghs_\n${hex}` },
    "github-token: has white space",
  ],
  [
    "the workflow's own token as github-token",
    { "github-token": `ghs_${hex}` },
    "github-token: is the workflow's own GITHUB_TOKEN, which can never write secrets.",
    { GITHUB_TOKEN: `ghs_${hex}` },
  ],
  [
    "a GitHub token as previous-token",
    { "previous-token": classicToken },
    "previous-token: is a GitHub token.",
  ],
  [
    "a previous-token that is cut off",
    { "previous-token": astraToken.slice(0, 33) },
    "previous-token: does not have the form of an Astra token",
  ],
  ["no role", { role: "" }, "role: is empty."],
  ["blank lines as role", { role: " \n\t\n" }, "role: is empty."],
  [
    "too many roles",
    {
      role: Array.from({ length: 21 }, (_, i) => `role ${String(i)}`).join(
        "\n",
      ),
    },
    "role: lists 21 roles.",
  ],
  [
    "a role that is too long",
    { role: "r".repeat(257) },
    "is not a valid role.",
  ],
  [
    "a role with a control character",
    { role: "R/W\u0007User" },
    "role: “R/W\\u{7}User” is not a valid role.",
  ],
  [
    "a secret as role",
    { role: astraToken },
    "role: a token, which is not shown here, is not a valid role.",
  ],
  [
    "an address as repository",
    { repository: "https://github.com/acme/web" },
    "repository: “https://github.com/acme/web” is not a valid repository.",
  ],
  [
    "a repository without an owner",
    { repository: "web" },
    "repository: “web” is not a valid repository.",
  ],
  [
    "a repository with one part too many",
    { repository: "acme/web/x" },
    "is not a valid repository.",
  ],
  [
    "a repository that leads out of its path",
    { repository: "acme/.." },
    "repository: “acme/..” is not a valid repository.",
  ],
  [
    "a secret as environment",
    { environment: astraToken },
    "environment: a token, which is not shown here, is not a valid environment.",
  ],
  [
    "a secret as secret-name",
    { "secret-name": classicToken },
    "secret-name: a token, which is not shown here, is not a valid secret name.",
  ],
  [
    "an environment that is too long",
    { environment: "e".repeat(256) },
    "is not a valid environment.",
  ],
  [
    "an environment with a line break inside",
    { environment: "prod\nuction" },
    "environment: “prod\\nuction” is not a valid environment.",
  ],
  [
    "an environment that leads out of its path",
    { environment: ".." },
    "environment: “..” is not a valid environment.",
  ],
  [
    "an environment that stays in its path",
    { environment: "." },
    "environment: “.” is not a valid environment.",
  ],
  [
    "a secret-name that starts with a digit",
    { "secret-name": "1TOKEN" },
    "secret-name: “1TOKEN” is not a valid secret name.",
  ],
  [
    "a secret-name with a hyphen",
    { "secret-name": "ASTRA-TOKEN" },
    "secret-name: “ASTRA-TOKEN” is not a valid secret name.",
  ],
  [
    "a secret-name that is reserved",
    { "secret-name": "github_astra" },
    "secret-name: “github_astra” starts with GITHUB_.",
  ],
  [
    "a secret-name that is too long",
    { "secret-name": "S".repeat(256) },
    "is not a valid secret name.",
  ],
  [
    "a secret-name that is letters only to Unicode",
    { "secret-name": "ſecret" },
    "secret-name: “ſecret” is not a valid secret name.",
  ],
  [
    "two secrets of one name",
    { "secret-name-json": "astra_db_application_token" },
    "is the same secret as secret-name.",
  ],
  [
    "no secret name at all",
    { "secret-name": "" },
    "secret-name: no secret name is set",
  ],
  [
    "a rotation-id with a blank",
    { "rotation-id": "my rotation" },
    "rotation-id: “my rotation” is not a valid ID.",
  ],
  [
    "a rotation-id that is too long",
    { "rotation-id": "r".repeat(65) },
    "is not a valid ID.",
  ],
  [
    "several targets without a rotation-id",
    { targets: "- repository: acme/web", repository: "", "rotation-id": "" },
    "rotation-id: is required with targets.",
  ],
  [
    "an organization's name as organization-id",
    { "organization-id": "acme" },
    "organization-id: “acme” is not a valid ID.",
  ],
  [
    "an input with an underscore",
    { rotate_after: "30d" },
    "INPUT_ROTATE_AFTER: is not an input of this action. Did you mean rotate-after?",
  ],
  [
    "an input without its hyphen",
    { dryrun: "true" },
    "INPUT_DRYRUN: is not an input of this action. Did you mean dry-run?",
  ],
  [
    "an input with a typo",
    { "expose-tokne": "true" },
    "INPUT_EXPOSE-TOKNE: is not an input of this action. Did you mean expose-token?",
  ],
  [
    "an unknown mode",
    { mode: "Rotate" },
    "mode: “Rotate” is not a valid value.",
  ],
  [
    "a rotate-after without a unit",
    { "rotate-after": "30" },
    "rotate-after: “30” is not a duration.",
  ],
  [
    "a rotate-after in words",
    { "rotate-after": "30 days" },
    "rotate-after: “30 days” is not a duration.",
  ],
  [
    "a negative overlap",
    { overlap: "-1h" },
    "overlap: “-1h” is not a duration.",
  ],
  [
    "an overlap of a century",
    { overlap: "36500d" },
    "overlap: “36500d” is too long.",
  ],
  [
    "an exponent in a duration",
    { tolerance: "1e3h" },
    "tolerance: “1e3h” is not a duration.",
  ],
  [
    "a token-lifetime that is too short",
    { "token-lifetime": "31d", "rotate-after": "30d" },
    "token-lifetime: is not longer than rotate-after and overlap together",
  ],
  [
    "a verify-timeout of zero",
    { "verify-timeout": "0" },
    "verify-timeout: is zero.",
  ],
  ["a run-timeout of zero", { "run-timeout": "0" }, "run-timeout: is zero."],
  [
    "a verify-timeout as long as the run",
    { "verify-timeout": "15m" },
    "verify-timeout: is not shorter than run-timeout.",
  ],
  ["a run of six days", { "run-timeout": "6d" }, "run-timeout: is too long."],
  [
    "one live token at most",
    { "max-live-tokens": "1" },
    "max-live-tokens: “1” is not an integer in range.",
  ],
  [
    "a fraction of a token",
    { "max-live-tokens": "2.5" },
    "max-live-tokens: “2.5” is not an integer in range.",
  ],
  ["a boolean in words", { compromised: "yes" }, "compromised: “yes” is not"],
  [
    "a boolean as a number",
    { "dry-run": "1" },
    "dry-run: “1” is not a boolean",
  ],
  [
    "an emergency that only checks",
    { compromised: "true", mode: "check" },
    "compromised: cannot be combined with mode: check.",
  ],
  [
    "a token to expose in a run that mints none",
    { "expose-token": "true", mode: "retire" },
    "expose-token: cannot be combined with mode: retire.",
  ],
  [
    "an astra-api-url that is no address",
    { "astra-api-url": "api.astra.datastax.com" },
    "astra-api-url: is not a valid URL.",
  ],
  [
    "an astra-api-url without TLS",
    { "astra-api-url": "http://api.astra.datastax.com" },
    "astra-api-url: “http://api.astra.datastax.com” does not use https.",
  ],
  [
    "an astra-api-url that only looks like this machine",
    { "astra-api-url": "http://127.0.0.1.example.com" },
    "does not use https.",
  ],
  [
    "a github-api-url of another scheme",
    { "github-api-url": "file:///etc/passwd" },
    "does not use https.",
  ],
  [
    "a github-api-url with credentials",
    { "github-api-url": "https://octocat:pass@github.example.com" },
    "github-api-url: contains credentials.",
  ],
  [
    "a github-api-url with a query",
    { "github-api-url": "https://github.example.com/api/v3?x=1" },
    "contains a query or fragment.",
  ],
];

describe.concurrent("a run with malformed inputs", () => {
  it.for(MALFORMED)(
    "names %s in its one annotation, and sends nothing (I12)",
    async ([, inputs, problem, env], { world }) => {
      const refused = await runAction({
        inputs: inputsFor(world, inputs),
        ...(env === undefined ? {} : { env }),
      });

      const said = expectOneError(refused);
      expect(said).toContain(problem);
      expect(said.split("\n")).toHaveLength(3);
      expect(said).toMatch(/\nMore: .+input-invalid$/u);
      expect(refused.warnings).toEqual([]);
      expect(refused.outputs).toMatchObject({ rotated: "false" });
      expect(refused.outputs["report"]).toContain('"code":"input-invalid"');
      expect(refused.summary).toContain("invalid input");
      // What is wrong about a token is told without its text.
      expect(said).not.toContain(hex.slice(0, 8));
      expect(said).not.toContain(classicToken.slice(4, 12));
      expect(requestsOf(world)).toEqual([]);
    },
  );

  it("names every problem at once", async ({ world }) => {
    const all = {
      "astra-token": "",
      "github-token": "",
      role: "",
      repository: "web",
      environment: "a\nb",
      "secret-name": "1",
      "secret-name-json": "2",
      "rotation-id": "?",
      mode: "turn",
      "rotate-after": "soon",
      overlap: "long",
      "previous-token": "x",
      "max-live-tokens": "many",
      compromised: "maybe",
      "expose-token": "perhaps",
      "dry-run": "no",
      "astra-api-url": "nowhere",
      "github-api-url": "ftp://nowhere",
    };

    const said = expectOneError(
      await runAction({ inputs: inputsFor(world, all) }),
    );

    expect(said).toMatch(/^18 /u);
    for (const name of Object.keys(all)) {
      expect(said).toMatch(new RegExp(`(?:^|\\n| )${name}: .+Allowed: `, "u"));
    }
    expect(requestsOf(world)).toEqual([]);
  });
});
