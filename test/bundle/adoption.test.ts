import { describe, expect } from "vitest";
import { REPOSITORY_SCOPE, type World } from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  HOUR_MS,
  it,
  liveTokens,
  mutationsOf,
  run,
  SECRET,
  valueOf,
} from "./scenario.ts";

/** A token that somebody made in the Astra UI and pasted into the secret, a month ago. */
function handMade(world: World): SimulatedToken {
  const token = world.astra.createTokenByHand({
    roles: [world.astra.role("R/W Svc Acct").id],
    description: "made by hand",
  });
  world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, token.token);
  world.clock.advance(30 * DAY_MS);
  return token;
}

const MONTHLY = { "rotate-after": "30d" };

describe.concurrent("a hand-made token", () => {
  it("passed as previous-token is kept for the overlap, remembered by the marker, and retired later", async ({
    world,
  }) => {
    const old = handMade(world);

    const first = await run(world, {
      ...MONTHLY,
      "previous-token": old.token,
    });
    expectClean(first);
    const fresh = heldToken(world);
    expect(fresh.description).toContain(` ${old.clientId} `);
    expect(first.outputs["retiring"]).toContain(old.clientId);
    expect(first.outputs["revoked"]).toBe("[]");
    expect(liveTokens(world)).toEqual([old.clientId, fresh.clientId]);

    // The workflow passes what the secret holds now; only the marker remembers the old one.
    world.clock.advance(25 * HOUR_MS);
    const later = await run(world, {
      ...MONTHLY,
      "previous-token": valueOf(world),
    });
    expectClean(later);
    expect(later.outputs["revoked"]).toBe(JSON.stringify([old.clientId]));
    expect(liveTokens(world)).toEqual([fresh.clientId]);
  });

  it("is remembered when no later run is told of it", async ({ world }) => {
    const old = handMade(world);
    await run(world, { ...MONTHLY, "previous-token": old.token });
    world.clock.advance(25 * HOUR_MS);

    expectClean(await run(world, MONTHLY));

    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("goes in the same run with overlap: 0", async ({ world }) => {
    const old = handMade(world);

    const rotation = await run(world, {
      "previous-token": old.token,
      overlap: "0",
    });

    expectClean(rotation);
    expect(rotation.outputs["revoked"]).toBe(JSON.stringify([old.clientId]));
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("that nobody passed is foreign: it stays, and a warning names it (I4)", async ({
    world,
  }) => {
    const old = handMade(world);
    await run(world, { overlap: "0" });
    world.clock.advance(DAY_MS);

    const later = await run(world, { overlap: "0" });

    expect(later).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
    expect(later.warnings).toEqual([
      expect.stringContaining(old.clientId.slice(0, 6)),
    ]);
    expect(world.astra.isLive(old.clientId)).toBe(true);
  });
});

describe.concurrent("previous-token", () => {
  it("changes nothing when it is of this rotation", async ({ world }) => {
    await run(world, MONTHLY);
    world.clock.advance(HOUR_MS);

    const idle = await run(world, {
      ...MONTHLY,
      "previous-token": valueOf(world),
    });

    expectClean(idle);
    expect(idle.outputs["rotated"]).toBe("false");
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("that is dead is told as that, and changes nothing", async ({ world }) => {
    const gone = handMade(world);
    world.astra.revokeByHand(gone.clientId);

    const rotation = await run(world, { "previous-token": gone.token });

    expect(rotation).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
    expect(rotation.warnings).toEqual([
      expect.stringContaining("is no live token"),
    ]);
    expect(rotation.outputs).toMatchObject({ revoked: "[]", retiring: "[]" });
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("of another organization stops the run before it mints, and says whose it is", async ({
    world,
  }) => {
    const other = world.astra.addOrganization();
    const { token } = other.createTokenByHand({
      roles: [other.role("R/W Svc Acct").id],
    });
    world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, token);
    world.clock.advance(DAY_MS);

    const said = expectOneError(await run(world, { "previous-token": token }));

    expect(said).toContain("[previous-elsewhere]");
    expect(said).toContain(other.organizationId);
    expect(mutationsOf(world)).toEqual([]);
    expect(valueOf(world)).toBe(token);
  });

  it("changes nothing when it is empty, as for a secret that is not there yet", async ({
    world,
  }) => {
    expectClean(await run(world, { "previous-token": "" }));
    heldToken(world);
  });

  it("that is the admin token itself stays, and what could not take its place is not published (I3)", async ({
    world,
  }) => {
    world.clock.advance(DAY_MS);
    const rotation = await run(world, {
      "previous-token": world.adminToken,
      "verify-timeout": "2s",
      overlap: "0",
    });

    expect(rotation.exitCode).toBe(1);
    expect(rotation.errors.join("")).toContain("could not list the tokens");
    expect(rotation.warnings).toHaveLength(1);
    expect(rotation.stderr).toBe("");
    const admin = world.astra.find(world.adminToken);
    expect(world.astra.isLive(admin?.clientId ?? "")).toBe(true);
  });
});

describe.concurrent("a rotation of the admin token itself", () => {
  it("revokes the old one last, after the new one has listed the tokens (I3)", async ({
    world,
  }) => {
    const self = {
      role: "Database Administrator",
      "secret-name": "ASTRA_ADMIN",
      overlap: "0",
    };
    const admin = ["Database Administrator"];
    await run(world, self);
    const first = heldToken(world, "ASTRA_ADMIN", REPOSITORY_SCOPE, admin);
    // The hand-made admin token has served its turn: somebody removes it in the Astra UI.
    world.astra.revokeByHand(
      world.astra.find(world.adminToken)?.clientId ?? "",
    );
    world.clock.advance(DAY_MS);
    world.history.clear();

    const second = await run(world, {
      ...self,
      "astra-token": first.token,
      "previous-token": first.token,
    });

    expectClean(second);
    const fresh = heldToken(world, "ASTRA_ADMIN", REPOSITORY_SCOPE, admin);
    expect(second.outputs["revoked"]).toBe(JSON.stringify([first.clientId]));
    expect(world.astra.isLive(first.clientId)).toBe(false);
    const asFresh = world.history.events.flatMap((event) =>
      event.kind === "request" &&
      event.headers["authorization"] === `Bearer ${fresh.token}`
        ? [`${event.request.method} ${event.request.operation}`]
        : [],
    );
    const revocation = asFresh.indexOf("DELETE astra.tokens.revoke");
    expect(asFresh.slice(0, revocation)).toContain("GET astra.tokens.list");
  });
});
