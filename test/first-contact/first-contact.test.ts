import { describe, expect, it, vi } from "vitest";
import { SECRET_NAME } from "../../scripts/first-contact/github-probes.ts";
import { readable } from "../../scripts/first-contact/readable.ts";
import { requireRedacted } from "../../scripts/first-contact/redaction.ts";
import { REPOSITORY_SCOPE } from "../kit/world.ts";
import {
  type AstraBehaviour,
  type AstraTrouble,
  ordinaryBehaviour,
  ordinaryTrouble,
} from "../simulators/astra/behaviour.ts";
import {
  ordinaryRoleBehaviour,
  type RoleBehaviour,
} from "../simulators/astra/role-behaviour.ts";
import {
  type DataApiBehaviour,
  ordinaryDataApiBehaviour,
} from "../simulators/data-api/behaviour.ts";
import {
  type GithubBehaviour,
  ordinaryBehaviour as ordinaryGithubBehaviour,
} from "../simulators/github/behaviour.ts";
import { behavioursOf } from "./behaviours.ts";
import { startRehearsal } from "./rehearsal.ts";

vi.setConfig({ testTimeout: 60_000 });

type Astra = Partial<AstraBehaviour & AstraTrouble & RoleBehaviour>;

const DAY_MS = 86_400_000;

/** Every position of every switch that a contact settles, beside the first. */
const ASTRA: readonly Astra[] = [
  {},
  { createStatus: 201 },
  { revokeStatus: 200 },
  ...([204, 200, 400, 500] as const).map((unknownRevoke) => ({
    unknownRevoke,
  })),
  { unknownRole: "refused-text" },
  { unknownRole: "refused-envelope" },
  { forbidden: "null-401" },
  { forbidden: "string-401" },
  { activationLagMs: 6500 },
  { revocationLagMs: 30_000 },
  { creationListLagMs: 4000 },
  { revocationListLagMs: 9000 },
  { description: "dropped" },
  { description: "null" },
  { description: { cutTo: 100 } },
  { listOrder: "newest-first" },
  { listOrder: "by-id" },
  { listedRoles: "names" },
  { generatedOn: "absent" },
  { maximumLifetimeMs: 90 * DAY_MS },
  { maximumLifetimeMs: 90 * DAY_MS, beyondMaximum: "shortened" },
  { rolesListing: "needs-permission" },
  { rolesListing: "forbidden" },
  { roleFields: "upper" },
  { policyForm: "text" },
  { roleFields: "upper", policyForm: "object" },
  { currentOrg: "null-401-for-low-rights" },
  { currentOrg: "envelope-403-for-low-rights" },
  { aboveOwnRights: "accepted" },
  { deadTokenStatus: 404 },
  { deadTokenStatus: 400 },
  { expiredInList: "kept" },
  { roleCreateStatus: 200 },
  { createdRole: "upper" },
  { createdRole: "empty" },
  { nameTaken: "envelope" },
  { unknownActions: "kept" },
  { unknownActions: "dropped" },
  { roleListLagMs: 3000 },
  { deleteRoleInUse: 409 },
];

const DATA_API: readonly Partial<DataApiBehaviour>[] = [
  { scopeLagMs: 45_000 },
  { unknownKeyspace: "KEYSPACE_DOES_NOT_EXIST" },
  { unknownKeyspace: "NAMESPACE_DOES_NOT_EXIST" },
  { strangersKeyspaces: "system" },
  { strangersKeyspaces: "error" },
  { sessionMs: 0 },
];

const GITHUB: readonly Partial<GithubBehaviour>[] = [
  { keyIdType: "number" },
  { updatedAtSecond: "same" },
  { updatedAtSecond: "next" },
  { neverAnswerCreated: true },
  { acceptUnopenableBoxes: true },
  { servesPathsById: false },
];

const POSITIONS = [
  ...ASTRA.map((astra) => ({ astra, dataApi: {}, github: {} })),
  ...DATA_API.map((dataApi) => ({ astra: {}, dataApi, github: {} })),
  ...GITHUB.map((github) => ({ astra: {}, dataApi: {}, github })),
];

/** What is told of a length of time is a look or two too long. */
const SLACK_MS = 2000;

/** Whether a switch found is the one set. */
function isAsSet(found: unknown, set: unknown): boolean {
  return typeof set === "number" && set > 1000 && typeof found === "number"
    ? found >= set && found - set <= SLACK_MS
    : JSON.stringify(found) === JSON.stringify(set);
}

/** How a world is set whose switches are said. */
function wholly(set: (typeof POSITIONS)[number]) {
  const astra = {
    ...ordinaryBehaviour(),
    ...ordinaryTrouble(),
    ...ordinaryRoleBehaviour(),
    ...set.astra,
  };
  const { creationListLagMs = 0, revocationListLagMs = 0 } = astra;
  return {
    astra: { ...astra, creationListLagMs, revocationListLagMs },
    dataApi: { ...ordinaryDataApiBehaviour(), ...set.dataApi },
    github: { ...ordinaryGithubBehaviour(), ...set.github },
  };
}

describe("A first contact", () => {
  it.each(POSITIONS)("finds $astra $dataApi $github", async (set) => {
    const { world, store, contact } = await startRehearsal();
    world.astra.setBehaviour(set.astra);
    world.dataApi.setBehaviour(set.dataApi);
    world.github.setBehaviour(set.github);
    const live = idsOf(world.astra.liveTokens());
    const transcript = await contact();
    const { unfit, ...found } = behavioursOf(transcript.facts);
    const wanted = wholly(set);
    for (const service of ["astra", "dataApi", "github"] as const) {
      const settled = found[service] as Record<string, unknown>;
      const whole = wanted[service] as unknown as Record<string, unknown>;
      for (const name of Object.keys({ ...settled, ...set[service] })) {
        const [one, other] = [settled[name], whole[name]];
        const told = `${name}: ${JSON.stringify(one)}`;
        expect(isAsSet(one, other), told).toBe(true);
      }
    }
    expect(unfit).toEqual([]);
    expect(transcript).toMatchObject({ incomplete: [], left: [] });
    expect(store.remains).toBeUndefined();
    expect(idsOf(world.astra.liveTokens())).toEqual(live);
    expect(world.astra.customRoles()).toEqual([]);
    const secret = world.github.secretValue(REPOSITORY_SCOPE, SECRET_NAME);
    expect(secret).toBeUndefined();
  });

  it("settles every switch that it has a fact for", async () => {
    const { contact } = await startRehearsal();
    const { astra, dataApi, github } = behavioursOf((await contact()).facts);
    const tried = POSITIONS.flatMap((set) => [
      ...Object.keys(set.astra),
      ...Object.keys(set.dataApi),
      ...Object.keys(set.github),
    ]);
    const settled = Object.keys({ ...astra, ...dataApi, ...github });
    expect(settled.length).toBeGreaterThan(30);
    for (const name of settled) expect(tried).toContain(name);
  });
});

describe("The transcript of a first contact", () => {
  it("holds no secret, no id and no address", async () => {
    const { world, contact } = await startRehearsal();
    const transcript = await contact();
    expect(transcript.exchanges.length).toBeGreaterThan(50);
    const text = `${JSON.stringify(transcript)}${readable(transcript)}`;
    for (const { token, secret, clientId } of world.astra.tokens()) {
      for (const one of [token, secret, clientId, token.split(":")[2] ?? ""]) {
        expect(text).not.toContain(one);
      }
    }
    const { organizationId, url } = world.astra;
    for (const one of [organizationId, url, world.githubToken]) {
      expect(text).not.toContain(one);
    }
  });

  it("is not made with a secret in it", () => {
    expect(() => {
      requireRedacted("a text with key-1 in it", ["key-1"]);
    }).toThrow(/not written/u);
    expect(() => {
      requireRedacted(`AstraCS:${"a".repeat(24)}`, []);
    }).toThrow(/not written/u);
  });
});

describe("A first contact that does not come to its end", () => {
  it.each([3, 9, 17, 30, 45])(
    "takes everything away when it is stopped at request %d",
    async (request) => {
      const { world, contact } = await startRehearsal();
      const live = idsOf(world.astra.liveTokens());
      const stop = new AbortController();
      let count = 0;
      const { left, incomplete } = await contact({
        signal: stop.signal,
        fetch: async (...asked) => {
          count += 1;
          if (count === request) stop.abort();
          return await fetch(...asked);
        },
      });
      expect(left).toEqual([]);
      expect(incomplete).not.toEqual([]);
      expect(idsOf(world.astra.liveTokens())).toEqual(live);
      expect(world.astra.customRoles()).toEqual([]);
    },
  );

  it("takes away a token whose answer was lost", async () => {
    const { world, contact } = await startRehearsal();
    const live = idsOf(world.astra.liveTokens());
    const { left, incomplete } = await contact({
      fetch: async (address, options) => {
        const answer = await fetch(address, options);
        const isMint =
          options?.method === "POST" &&
          addressOf(address).endsWith("/v2/clientIdSecrets");
        if (isMint) throw new TypeError("fetch failed");
        return answer;
      },
    });
    expect(incomplete).not.toEqual([]);
    expect(left).toEqual([]);
    expect(idsOf(world.astra.liveTokens())).toEqual(live);
  });

  it("leaves to the next what it could not take away, without a secret", async () => {
    const { world, store, contact } = await startRehearsal();
    const live = idsOf(world.astra.liveTokens());
    let posts = 0;
    const { left } = await contact({
      fetch: async (address, options) => {
        if (options?.method === "POST") posts += 1;
        if (posts > 2) throw new TypeError("fetch failed");
        return await fetch(address, options);
      },
    });
    expect(left).not.toEqual([]);
    expect(store.remains?.made).toHaveLength(2);
    const kept = JSON.stringify(store.remains);
    for (const { token, secret } of world.astra.tokens()) {
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(secret);
    }
    expect((await contact()).left).toEqual([]);
    expect(idsOf(world.astra.liveTokens())).toEqual(live);
    expect(store.remains).toBeUndefined();
  });
});

function addressOf(address: string | URL | Request): string {
  return address instanceof Request ? address.url : String(address);
}

function idsOf(
  tokens: readonly { readonly clientId: string }[],
): readonly string[] {
  return tokens.map(({ clientId }) => clientId);
}
