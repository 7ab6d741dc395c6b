import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { startWorld } from "../../kit/world.ts";
import { breakBundle } from "../../proof/exhaustive/broken-bundles.ts";
import { DAY_MS, HOUR_MS } from "../scenario.ts";
import {
  alertsOf,
  forged,
  idOf,
  LEAK_WATCH,
  type LeakWorld,
  rotate,
  secretOf,
  watchLeaks,
  withWatch,
} from "./leak-world.ts";

/** What has leaked, and what the watch may make of it. */
interface Situation {
  /** Leaks values into the repository, in this order. */
  readonly leak: (
    world: LeakWorld,
  ) => Promise<readonly string[]> | readonly string[];
  readonly compromised: "true" | "false";
  readonly alerts: readonly string[];
  /** Tokens that the watch may revoke. */
  readonly revokes: number;
}

const OPEN = "open - active";
const CLOSED = "resolved revoked inactive";

const SITUATIONS = {
  "a forgery of the current token": {
    leak: (world) => [forged(idOf(secretOf(world)))],
    compromised: "false",
    alerts: [CLOSED],
    revokes: 0,
  },
  "the current token": {
    leak: (world) => [secretOf(world)],
    compromised: "true",
    alerts: [OPEN],
    revokes: 0,
  },
  "a superseded token": {
    leak: async (world) => {
      const old = secretOf(world);
      world.clock.advance(31 * DAY_MS);
      await rotate(world);
      world.clock.advance(2 * HOUR_MS);
      return [old];
    },
    compromised: "false",
    alerts: [CLOSED],
    revokes: 1,
  },
  "a stranger's token": {
    leak: ({ astra }) => {
      const roles = [astra.role("R/W Svc Acct").id];
      return [astra.createTokenByHand({ roles }).token];
    },
    compromised: "false",
    alerts: [OPEN],
    revokes: 0,
  },
  "astra-token": {
    leak: ({ adminToken }) => [adminToken],
    compromised: "false",
    alerts: [OPEN],
    revokes: 0,
  },
  "another organization's token": {
    leak: ({ astra }) => {
      const other = astra.addOrganization();
      const roles = [other.role("R/W Svc Acct").id];
      return [other.createTokenByHand({ roles }).token];
    },
    compromised: "false",
    alerts: [OPEN],
    revokes: 0,
  },
  "a value of which Astra says nothing": {
    leak: (world) => {
      const headers = { "content-type": "application/json" };
      world.setGate(({ path }) => {
        const isOther = !path.endsWith("/currentOrg");
        const asked = world.history.events.filter(
          (event) =>
            event.kind === "request" &&
            event.request.path.endsWith("/currentOrg"),
        ).length;
        return isOther || asked <= before(world)
          ? { kind: "pass" }
          : {
              kind: "answer",
              when: "before",
              answer: { status: 403, headers, body: "null" },
            };
      });
      return [forged()];
    },
    compromised: "false",
    alerts: ["open - unknown"],
    revokes: 0,
  },
  "more values than a run tries": {
    leak: () => Array.from({ length: 25 }, () => forged()),
    compromised: "false",
    alerts: [],
    revokes: 0,
  },
} as const satisfies Record<string, Situation>;

/** How often the organization was asked for before the watch, and its own look. */
const asked = new WeakMap<LeakWorld["history"], number>();
const before = ({ history }: LeakWorld): number => asked.get(history) ?? 0;

type Name = keyof typeof SITUATIONS;

/** What a watch did that it may not do. */
async function violationsIn(
  name: Name,
  bundle = LEAK_WATCH,
): Promise<readonly string[]> {
  const situation: Situation = SITUATIONS[name];
  const world = withWatch(await startWorld());
  await rotate(world);
  const looks = world.history.events.filter(
    (event) =>
      event.kind === "request" && event.request.path.endsWith("/currentOrg"),
  ).length;
  asked.set(world.history, looks + 1);
  const secrets = await situation.leak(world);
  for (const secret of secrets) {
    world.github.leak(world.repository, { secret });
    world.clock.advance(1_000);
  }
  const live = world.astra.liveTokens().length;
  try {
    const run = await watchLeaks(world, { bundle });
    const alerts = alertsOf(world);
    const closed = alerts.filter((alert) => alert === CLOSED).length;
    return [
      ...(run.outputs["compromised"] === situation.compromised
        ? []
        : ["compromised"]),
      ...(live - world.astra.liveTokens().length === situation.revokes
        ? []
        : ["revoked"]),
      ...(situation.alerts.length === 0
        ? closed <= 20
          ? []
          : ["tries"]
        : JSON.stringify(alerts) === JSON.stringify(situation.alerts)
          ? []
          : ["alerts"]),
      ...(secrets.every((one) => run.stdout.includes(`::add-mask::${one}`))
        ? []
        : ["mask"]),
    ];
  } catch (thrown) {
    return [String(thrown)];
  } finally {
    await world.close();
  }
}

interface Mistake {
  readonly does: string;
  readonly search: RegExp;
  readonly replace: string;
  readonly in: Name;
  readonly shows: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    does: "acts on a value that it has not tried",
    search: /const answer = await askAs\(leak\.value\);/u,
    replace:
      'const answer = { kind: "organization", organization: known.organization };',
    in: "a forgery of the current token",
    shows: /compromised/u,
  },
  {
    does: "acts on a stranger's token",
    search: /\? "admin" : "foreign"/u,
    replace: '? "admin" : "ours"',
    in: "a stranger's token",
    shows: /compromised/u,
  },
  {
    does: "revokes a stranger's token",
    search: /if \(one\.plan !== "revoke"\)/u,
    replace: 'if (one.verdict !== "foreign")',
    in: "a stranger's token",
    shows: /revoked/u,
  },
  {
    does: "revokes astra-token",
    search: /if \(one\.plan !== "revoke"\)/u,
    replace: 'if (one.verdict !== "admin")',
    in: "astra-token",
    shows: /./u,
  },
  {
    does: "has the rotation act when astra-token has leaked",
    search: /\? "admin" : "foreign"/u,
    replace: '? "ours" : "foreign"',
    in: "astra-token",
    shows: /compromised/u,
  },
  {
    does: "closes an alert whose token lives",
    search: /if \(isDead\)(?=\s*return \{ kind: "dead")/u,
    replace: "if (true)",
    in: "a stranger's token",
    shows: /alerts/u,
  },
  {
    does: "takes absence from the list for death",
    search:
      /if \(answer\.organization !== organization\)(?=\s*return "elsewhere")/u,
    replace: 'if (standing === "unlisted") return "dead"; $&',
    in: "another organization's token",
    shows: /alerts/u,
  },
  {
    does: "takes silence for death",
    search: /return "unclear";(?=\s*case "organization")/u,
    replace: 'return "dead";',
    in: "a value of which Astra says nothing",
    shows: /alerts/u,
  },
  {
    does: "revokes the token in use instead of having it replaced",
    search: /return isProven && clientId !== adminClientId \?/u,
    replace: "return true ?",
    in: "the current token",
    shows: /revoked/u,
  },
  {
    does: "leaves a superseded token alive",
    search: /await revokeAlone\(services, settings, record\);/u,
    replace: "",
    in: "a superseded token",
    shows: /revoked/u,
  },
  {
    does: "closes the alert of a token that it could not revoke",
    search:
      /const answer = await issuer\.revoke\(one\.leak\.clientId, "rotate"\);/u,
    replace: 'const answer = { kind: "done" }; one.isDead = true;',
    in: "a superseded token",
    shows: /revoked|alerts/u,
  },
  {
    does: "tries as many values as there are",
    search: /const MOST_TRIES = 20;/u,
    replace: "const MOST_TRIES = 1e6;",
    in: "more values than a run tries",
    shows: /tries/u,
  },
  {
    does: "prints a value",
    search: /leak\.alerts\.push\(\{/u,
    replace: "console.log(value.expose()); $&",
    in: "a forgery of the current token",
    shows: /leaked or misbehaved/u,
  },
  {
    does: "does not mask a value",
    search: /this\.#mask\(secret\);/u,
    replace: ";",
    in: "a forgery of the current token",
    shows: /mask|misbehaved/u,
  },
];

describe(
  "The rules of the leak watch",
  { concurrent: true, timeout: 300_000 },
  () => {
    it.each(Object.keys(SITUATIONS) as Name[])(
      "hold when what has leaked is %s",
      async (name) => {
        expect(await violationsIn(name)).toEqual([]);
      },
    );

    it.each(MISTAKES)("catch a watch that $does", async (mistake) => {
      const copy = dirname(await breakBundle(mistake));
      try {
        const violations = await violationsIn(
          mistake.in,
          join(copy, "leak-watch.js"),
        );
        expect(violations.join("\n")).toMatch(mistake.shows);
      } finally {
        await rm(copy, { recursive: true });
      }
    });
  },
);
