import { describe, expect } from "vitest";
import {
  ENVIRONMENT,
  ENVIRONMENT_SCOPE,
  REPOSITORY_SCOPE,
} from "../kit/world.ts";
import {
  expectClean,
  heldToken,
  it,
  liveTokens,
  mutationsOf,
  run,
  SECRET,
  valueOf,
} from "./scenario.ts";

describe.concurrent("a rotation of a repository's secret", () => {
  it("puts a live token of the configured role where consumers read it", async ({
    world,
  }) => {
    const first = await run(world);

    expectClean(first);
    const held = heldToken(world);
    expect(liveTokens(world)).toEqual([held.clientId]);
    expect(first.outputs).toMatchObject({
      rotated: "true",
      "client-id": held.clientId,
      "generated-on": new Date(held.generatedOn).toISOString(),
      "expires-on": "",
      revoked: "[]",
      retiring: "[]",
      "next-rotation-on": "",
    });
    expect(first.summary).toContain("acme/web");
    expect(first.summary).toContain(held.clientId.slice(0, 6));
    expect(mutationsOf(world)).toEqual([
      "POST astra.tokens.create",
      "PUT github.actions.repository.put-secret",
    ]);
  });

  it("takes the workflow's own repository when none is named", async ({
    world,
  }) => {
    const rotation = await run(world, { repository: "" });

    expectClean(rotation);
    heldToken(world);
  });

  it("takes letter case in the repository's name for the same repository", async ({
    world,
  }) => {
    const rotation = await run(world, { repository: "ACME/Web" });

    expectClean(rotation);
    heldToken(world);
  });
});

describe.concurrent("a rotation of an environment's secret", () => {
  it.for([
    ENVIRONMENT,
    "a/b",
    "Prüfung — 生产 🚀",
    "100% #1? & more",
    "...",
    "%2e%2e",
  ])(
    "reaches the environment “%s” and nothing else",
    async (name, { world }) => {
      const { github, repository } = world;
      if (name !== ENVIRONMENT) github.addEnvironment(repository, name);
      const scope = { ...ENVIRONMENT_SCOPE, environment: name };

      expectClean(await run(world, { environment: name }));

      heldToken(world, SECRET, scope);
      expect(github.secrets().map(({ path }) => path)).toEqual([
        `actions:acme/web/${name}#${SECRET}`,
      ]);
    },
  );

  it("leaves the repository's secret of the same name alone", async ({
    world,
  }) => {
    world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, "somebody else's");

    expectClean(await run(world, { environment: ENVIRONMENT }));

    expect(valueOf(world)).toBe("somebody else's");
    heldToken(world, SECRET, ENVIRONMENT_SCOPE);
  });
});

const NAMES = {
  "secret-name": "THE_TOKEN",
  "secret-name-client-id": "THE_CLIENT_ID",
  "secret-name-client-secret": "the_client_secret",
  "secret-name-json": "THE_JSON",
};

/** Every choice of at least one of the four secret names. */
const CHOICES = Array.from({ length: 15 }, (_, index) =>
  Object.fromEntries(
    Object.entries(NAMES).map(([input, name], bit) => [
      input,
      ((index + 1) >> bit) & 1 ? name : "",
    ]),
  ),
);

describe.concurrent("a rotation with several secrets", () => {
  it.for(
    CHOICES.map(
      (names) =>
        [Object.values(names).filter(Boolean).join(", "), names] as const,
    ),
  )(
    "writes exactly %s, all of one credential",
    async ([, names], { world }) => {
      const rotation = await run(world, names);

      expectClean(rotation);
      const token = world.astra.find(rotation.outputs["client-id"] ?? "");
      const values = {
        "secret-name": token?.token,
        "secret-name-client-id": token?.clientId,
        "secret-name-client-secret": token?.secret,
        "secret-name-json": JSON.stringify({
          clientId: token?.clientId,
          secret: token?.secret,
          token: token?.token,
        }),
      };
      const expected = Object.entries(values)
        .filter(([input]) => names[input] !== "")
        .map(([input, value]) => [names[input]?.toUpperCase(), value]);
      const written = world.github
        .secrets()
        .map(({ name, value }) => [name, value]);
      expect(Object.fromEntries(written)).toEqual(Object.fromEntries(expected));
      expect(liveTokens(world)).toEqual([token?.clientId]);
    },
  );
});
