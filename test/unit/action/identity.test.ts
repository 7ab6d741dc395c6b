import { describe, expect, it } from "vitest";
import { lineageOf } from "../../../src/action/identity.ts";
import type { Workflow } from "../../../src/action/workflow.ts";
import type { NumericIds } from "../../../src/github/numeric-ids.ts";
import type { LineageIdentity } from "../../../src/rotation/lineage.ts";
import { PLACE_MODULUS } from "../../../src/rotation/places.ts";
import { accepted, type Given } from "./inputs/parsed-inputs.ts";

/** Numbers by name; GitHub ignores the case of names. */
const NUMBERS: Readonly<Record<string, number>> = {
  "acme/ops": 11,
  "acme/web": 12,
  "acme/renamed": 12,
  "acme/api": 13,
  acme: 12,
  globex: 21,
};

const IDS: NumericIds = {
  scope: (spec) =>
    Promise.resolve(
      NUMBERS[
        (spec.kind === "organization"
          ? spec.organization
          : `${spec.owner}/${spec.repository}`
        ).toLowerCase()
      ] ?? 99,
    ),
  repository: (owner, name) =>
    Promise.resolve(NUMBERS[`${owner}/${name}`.toLowerCase()]),
};

const OPS: Workflow = {
  server: "https://github.com",
  repository: ["acme", "ops"],
  repositoryId: 11,
  account: undefined,
  prepareRole: "prepare-role",
  run: "0.0",
};

const WEB: Given = { repository: "acme/web" };

async function identity(
  given: Given = WEB,
  workflow: Partial<Workflow> = {},
  ids: Partial<NumericIds> = {},
): Promise<LineageIdentity> {
  return await lineageOf(
    accepted(given),
    { ...OPS, ...workflow },
    { ...IDS, ...ids },
  );
}

describe("the home of a rotation", () => {
  it("is one for one repository of one server", async () => {
    const { home } = await identity();
    expect(home).toMatch(/^[A-Za-z0-9_-]{8}$/u);
    expect((await identity({ repository: "acme/api" })).home).toBe(home);
    expect((await identity(WEB, { repository: ["acme", "x"] })).home).toBe(
      home,
    );
  });

  it.each<readonly [string, Partial<Workflow>]>([
    ["repository", { repositoryId: 12 }],
    ["server", { server: "https://ghes.example" }],
  ])("is another in another %s", async (_, workflow) => {
    const [one, other] = [await identity(), await identity(WEB, workflow)];
    expect(other.home).not.toBe(one.home);
    expect(other.id).toBe(one.id);
  });

  it("is asked of GitHub by name where the runner does not say the number", async () => {
    const known = await identity();
    expect(await identity(WEB, { repositoryId: undefined })).toEqual(known);
  });

  it("is on the API's server where the runner names none", async () => {
    const known = await identity();
    expect(await identity(WEB, { server: undefined })).toEqual(known);
  });

  it.each<readonly [string, Partial<Workflow>]>([
    ["without a repository", { repository: undefined }],
    ["with one of another server", { server: "https://ghes.example" }],
    ["with one that nobody reaches", { repository: ["globex", "x"] }],
  ])("stops the run %s", async (_, workflow) => {
    await expect(
      identity(WEB, { repositoryId: undefined, ...workflow }),
    ).rejects.toMatchObject({ code: "identity-unknown", rerun: "fix-first" });
  });

  it("throws what GitHub's answer came to", async () => {
    const error = new Error("refused");
    const repository = (): Promise<never> => Promise.reject(error);
    await expect(
      identity(WEB, { repositoryId: undefined }, { repository }),
    ).rejects.toBe(error);
  });
});

describe("the id of a rotation", () => {
  it("is a hash of rotation-id and of nothing else", async () => {
    const named = { ...WEB, "rotation-id": "web" };
    const { id } = await identity(named);
    expect(id).toMatch(/^[A-Za-z0-9_-]{8}$/u);
    for (const given of [
      { ...named, repository: "acme/api" },
      { ...named, "secret-name": "OTHER" },
      { ...named, environment: "production" },
    ]) {
      expect((await identity(given)).id).toBe(id);
    }
    expect((await identity({ ...WEB, "rotation-id": "Web" })).id).not.toBe(id);
  });

  it("comes from target and secret names where none is given", async () => {
    const ids = await Promise.all(
      [
        WEB,
        { repository: "acme/api" },
        { ...WEB, environment: "production" },
        { ...WEB, environment: "staging" },
        { ...WEB, "secret-name": "OTHER" },
        { ...WEB, "secret-name-json": "J" },
      ].map(async (given) => (await identity(given)).id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each<readonly [string, Given, Given]>([
    ["the case of a repository's name", WEB, { repository: "ACME/Web" }],
    ["a new name of the repository", WEB, { repository: "acme/renamed" }],
    [
      "the case of an environment's name",
      { ...WEB, environment: "Prod" },
      { ...WEB, environment: "prod" },
    ],
    [
      "the case of a secret's name",
      WEB,
      { ...WEB, "secret-name": "astra_db_application_token" },
    ],
    [
      "which string goes into which secret",
      { ...WEB, "secret-name": "A", "secret-name-json": "B" },
      { ...WEB, "secret-name": "B", "secret-name-json": "A" },
    ],
    [
      "role and cadence",
      WEB,
      { ...WEB, role: "RO User", "rotate-after": "9d" },
    ],
  ])("does not depend on %s", async (_, one, other) => {
    const named = await identity(other);
    expect(named.id).toBe((await identity(one)).id);
    expect([...named.places].sort()).toEqual(
      [...(await identity(one)).places].sort(),
    );
  });

  it("does not depend on the workflow, so that a monitor may live elsewhere", async () => {
    const here = await identity();
    const there = await identity(WEB, { repositoryId: 77 });
    expect({ ...there, home: here.home }).toEqual(here);
  });

  // A change of these would make strangers of all tokens that are out there.
  it("stays what it was", async () => {
    expect(await identity()).toEqual({
      home: "wiOTqGIS",
      id: "6m8lQrEs",
      places: [266_326_973_746_720],
    });
  });
});

describe("the places of a rotation", () => {
  const TARGETS = [
    "- repository: acme/web",
    "- repository: acme/api",
    "- repository: acme/web\n  environment: production",
    "- repository: acme/web\n  store: dependabot",
    "- organization: acme",
    "- organization: globex",
  ];
  const inOrder = (targets: readonly string[]): Given => ({
    targets: targets.join("\n"),
    "rotation-id": "r",
    "secret-name-client-id": "ID",
    "secret-name-client-secret": "SECRET",
  });

  it("have one hash each, in the order of targets and secret names", async () => {
    const { places } = await identity(inOrder(TARGETS));
    expect(places).toHaveLength(TARGETS.length * 3);
    expect(new Set(places).size).toBe(places.length);
    for (const place of places) {
      expect(Number.isInteger(place)).toBe(true);
      expect(place).toBeLessThan(PLACE_MODULUS);
    }
    const reversed = await identity(inOrder([...TARGETS].reverse()));
    expect(reversed.places.slice(0, 3)).toEqual(places.slice(-3));
  });

  it("are others on another server", async () => {
    const github = await identity();
    const url = { "github-api-url": "https://ghes.example/api/v3" };
    const ghes = await identity({ ...WEB, ...url });
    expect(ghes.places).not.toEqual(github.places);
  });

  it.each([
    ["https://api.github.com", "https://github.com"],
    ["https://api.octo.ghe.com", "https://octo.ghe.com"],
    ["https://ghes.example/api/v3", "https://ghes.example"],
    ["https://ghes.example:8443/api/v3", "https://ghes.example"],
  ])("of %s are on the server %s", async (api, server) => {
    const given = { ...WEB, "github-api-url": api };
    const workflow = { repositoryId: undefined, server };
    expect((await identity(given, workflow)).home).toBe(
      (await identity(given, { ...workflow, server: undefined })).home,
    );
  });

  it("throw what the observation of a target throws", async () => {
    const error = new Error("gone");
    const scope = (): Promise<never> => Promise.reject(error);
    await expect(identity(WEB, {}, { scope })).rejects.toBe(error);
  });
});
