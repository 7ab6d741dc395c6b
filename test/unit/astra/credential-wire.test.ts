import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  clientIdOf,
  readCredential,
} from "../../../src/astra/credential-wire.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const CLIENT_ID = "zjCEYwRGWocLfQJHBNQxvorr";

function freshAnswer(): {
  secret: string;
  hash: string;
  token: string;
  body: Record<string, unknown>;
} {
  const secret = randomBytes(64).toString("hex");
  const hash = createHash("sha256").update(secret).digest("hex");
  const token = ["AstraCS", CLIENT_ID, hash].join(":");
  const body = {
    clientId: CLIENT_ID,
    secret,
    orgId: "org",
    roles: ["role"],
    token,
    generatedOn: "2026-01-05T03:17:00.123456789Z",
    tokenExpiry: "2026-02-05T03:17:00Z",
  };
  return { secret, hash, token, body };
}

describe("readCredential", () => {
  it("masks token, hash part and secret, in this order, before it returns", () => {
    const { secret, hash, token, body } = freshAnswer();
    const masked: string[] = [];
    const credential = readCredential(JSON.stringify(body), (text) => {
      masked.push(text);
    });
    expect(masked).toEqual([token, hash, secret]);
    expect(credential?.token.expose()).toBe(token);
    expect(credential?.clientSecret.expose()).toBe(secret);
    expect(credential).toMatchObject({
      clientId: CLIENT_ID,
      organization: "org",
      roles: ["role"],
      generatedOn: Date.UTC(2026, 0, 5, 3, 17, 0, 123),
      expiresOn: Date.UTC(2026, 1, 5, 3, 17, 0),
    });
  });

  it.each([undefined, null])(
    "rebuilds a token that the answer gives as %s",
    (given) => {
      const { token, body } = freshAnswer();
      const credential = readCredential(
        JSON.stringify({ ...body, token: given }),
        () => undefined,
      );
      expect(credential?.token.expose()).toBe(token);
    },
  );

  it("refuses a token that does not follow from its secret, and masks it too", () => {
    const { body } = freshAnswer();
    const other = freshAnswer().token;
    const masked: string[] = [];
    const credential = readCredential(
      JSON.stringify({ ...body, token: other }),
      (text) => {
        masked.push(text);
      },
    );
    expect(credential).toBeUndefined();
    expect(masked).toContain(other);
    expect(masked).toHaveLength(4);
  });

  it("takes nothing else for a credential", () => {
    for (const body of ["", "null", "[]", "<html>", '{"clientId":"x"}']) {
      expect(readCredential(body, () => undefined)).toBeUndefined();
    }
  });
});

describe("clientIdOf", () => {
  it("reads the client id out of a token", () => {
    expect(clientIdOf(new Secret(freshAnswer().token))).toBe(CLIENT_ID);
  });

  it.each([
    ["another prefix", "astracs:abc:00"],
    ["a missing part", "AstraCS:abc"],
    ["an empty part", "AstraCS::00"],
    ["upper-case hexadecimal", "AstraCS:abc:AB"],
    ["something before", " AstraCS:abc:00"],
    ["something after", "AstraCS:abc:00:1"],
    ["other letters", "AstraCS:a/c:00"],
  ])("knows none in a text with %s", (_, text) => {
    expect(clientIdOf(new Secret(text))).toBeUndefined();
  });
});
