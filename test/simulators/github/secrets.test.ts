import { describe, expect, it } from "vitest";
import {
  field,
  sealFor,
  startAcme,
  webScope,
  webSecrets,
} from "./test-github.ts";

describe("a secret PUT", () => {
  describe("when the box is sealed for the scope's key", () => {
    it("answers 201 with an empty object, then 204 with nothing", async () => {
      const { put, token, github } = await startAcme();
      const created = await put(webSecrets, "TOKEN", "one", token);
      expect([created.status, created.text]).toEqual([201, "{}"]);
      const updated = await put(webSecrets, "TOKEN", "two", token);
      expect([updated.status, updated.text]).toEqual([204, ""]);
      expect(github.secretValue(webScope, "TOKEN")).toBe("two");
    });

    it("stores the name in upper case and takes it in any case", async () => {
      const { put, send, token, github } = await startAcme();
      await put(webSecrets, "Token_a", "one", token);
      const again = await put(webSecrets, "tOKEN_A", "two", token);
      expect(again.status).toBe(204);
      const read = await send("GET", `${webSecrets}/token_a`, { token });
      expect(read.body).toMatchObject({ name: "TOKEN_A" });
      expect(github.secrets().map(({ path }) => path)).toEqual([
        "actions:acme/web#TOKEN_A",
      ]);
    });

    it("moves updated_at in whole seconds of the service's clock", async () => {
      const { put, send, token, clock, github } = await startAcme();
      github.setBehaviour({ updatedAtSecond: "same" });
      await put(webSecrets, "TOKEN", "one", token);
      clock.advance(1_999);
      github.skewMs = 60_000;
      await put(webSecrets, "TOKEN", "two", token);
      const read = await send("GET", `${webSecrets}/TOKEN`, { token });
      expect(read.body).toEqual({
        name: "TOKEN",
        created_at: "2026-01-05T03:17:00Z",
        updated_at: "2026-01-05T03:18:01Z",
      });
    });

    it("may answer 204 for a new secret, too", async () => {
      const { put, token, github } = await startAcme();
      github.setBehaviour({ neverAnswerCreated: true });
      const created = await put(webSecrets, "TOKEN", "one", token);
      expect(created.status).toBe(204);
    });

    it("records the change under a readable path", async () => {
      const { put, token, history } = await startAcme();
      await put(webSecrets, "TOKEN", "one", token);
      expect(history.events).toContainEqual(
        expect.objectContaining({
          kind: "change",
          what: "secret-written",
          subject: "actions:acme/web#TOKEN",
        }),
      );
    });

    it("keeps line ends, NUL and other characters as they are", async () => {
      const { put, token, github } = await startAcme();
      const value = "a\r\nb\0 \u{1f511}ß\n";
      await put(webSecrets, "TOKEN", value, token);
      expect(github.secretValue(webScope, "TOKEN")).toBe(value);
    });
  });

  describe("when the box does not open", () => {
    const refusal =
      "Bad request - validation failed due to an improperly encrypted secret";

    it("refuses a box for the key of another scope", async () => {
      const { send, token } = await startAcme();
      const environment = "/repos/acme/web/environments/production/secrets";
      const key = await send("GET", `${webSecrets}/public-key`, { token });
      const own = await send("GET", `${environment}/public-key`, { token });
      const body = {
        ...sealFor(key.body, "x"),
        key_id: field(own.body, "key_id"),
      };
      const put = await send("PUT", `${environment}/TOKEN`, { token, body });
      expect([put.status, field(put.body, "message")]).toEqual([422, refusal]);
    });

    it("refuses a key id that it never gave out, and one that has been replaced", async () => {
      const { send, put, token, github } = await startAcme();
      const unknown = await put(webSecrets, "TOKEN", "x", token, {
        key_id: "1",
      });
      expect([unknown.status, field(unknown.body, "message")]).toEqual([
        422,
        refusal,
      ]);
      const key = await send("GET", `${webSecrets}/public-key`, { token });
      github.rotateKey(webScope);
      const body = sealFor(key.body, "x");
      const stale = await send("PUT", `${webSecrets}/TOKEN`, { token, body });
      expect(stale.status).toBe(422);
      expect((await put(webSecrets, "TOKEN", "x", token)).status).toBe(201);
    });

    it("is stored unreadable and answered with 204 by the legacy behaviour", async () => {
      const { put, token, github } = await startAcme();
      github.setBehaviour({ acceptUnopenableBoxes: true });
      const garbage = { encrypted_value: Buffer.alloc(60).toString("base64") };
      const answer = await put(webSecrets, "TOKEN", "x", token, garbage);
      expect(answer.status).toBe(204);
      expect(github.secretMetadata(webScope, "TOKEN")).toBeDefined();
      expect(github.secretValue(webScope, "TOKEN")).toBeUndefined();
    });
  });

  describe("when the body is not as described", () => {
    const sealed = { encrypted_value: "AAAA", key_id: "1" };
    it.each([
      [
        { encrypted_value: "AAAA" },
        `Invalid request.\n\n"key_id" wasn't supplied.`,
      ],
      [
        { key_id: "1" },
        `Invalid request.\n\n"encrypted_value" wasn't supplied.`,
      ],
      [{}, `Invalid request.\n\n"encrypted_value", "key_id" weren't supplied.`],
      [
        { ...sealed, encrypted_value: "plain-text" },
        "Invalid request.\n\nplain-text does not match /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.",
      ],
      [
        { ...sealed, key_id: 1 },
        "Invalid request.\n\nFor 'properties/key_id', 1 is not a string.",
      ],
      [
        { ...sealed, value: "x" },
        `Invalid request.\n\n"value" is not a permitted key.`,
      ],
    ])("refuses %j with 422", async (body, message) => {
      const { send, token } = await startAcme();
      const put = await send("PUT", `${webSecrets}/TOKEN`, { token, body });
      expect([put.status, put.body]).toEqual([
        422,
        expect.objectContaining({ message, status: "422" }),
      ]);
    });

    it("refuses what is no JSON object with 400", async () => {
      const { send, token } = await startAcme();
      for (const body of ["{", "[]", "null"]) {
        const put = await send("PUT", `${webSecrets}/TOKEN`, { token, body });
        expect(put.status).toBe(400);
      }
    });
  });

  describe("when a rule on names, sizes or counts is broken", () => {
    it.each(["1ST", "A-B", "GITHUB_TOKEN", "github_x", "A%20B", "%C3%9C"])(
      "refuses the name %s",
      async (name) => {
        const { put, token } = await startAcme();
        expect((await put(webSecrets, name, "x", token)).status).toBe(422);
      },
    );

    it("takes 48 KB and no more", async () => {
      const { put, token } = await startAcme();
      const most = "x".repeat(48 * 1_024);
      expect((await put(webSecrets, "TOKEN", most, token)).status).toBe(201);
      const more = await put(webSecrets, "TOKEN", `${most}x`, token);
      expect([more.status, field(more.body, "message")]).toEqual([
        422,
        "Value is too large",
      ]);
    });

    it("holds 100 secrets and still updates them", async () => {
      const { put, token, github } = await startAcme();
      for (let n = 0; n < 100; n += 1)
        github.setSecretByHand(webScope, `S${n}`, "x");
      expect((await put(webSecrets, "TOKEN", "x", token)).status).toBe(422);
      expect((await put(webSecrets, "S7", "y", token)).status).toBe(204);
    });
  });
});

describe("reading secrets", () => {
  it("never gives a value", async () => {
    const { send, token, github } = await startAcme();
    github.setSecretByHand(webScope, "TOKEN", "hush-hush");
    const one = await send("GET", `${webSecrets}/TOKEN`, { token });
    const all = await send("GET", webSecrets, { token });
    expect(one.text + all.text).not.toContain("hush-hush");
  });

  it("answers 404 for a secret that is not there", async () => {
    const { send, token } = await startAcme();
    const read = await send("GET", `${webSecrets}/TOKEN`, { token });
    expect([read.status, field(read.body, "message")]).toEqual([
      404,
      "Not Found",
    ]);
  });

  it("lists 30 a page, with links to the others", async () => {
    const { send, token, github, web } = await startAcme();
    for (let n = 10; n < 75; n += 1)
      github.setSecretByHand(webScope, `S${n}`, "x");
    const first = await send("GET", webSecrets, { token });
    expect(first.body).toMatchObject({ total_count: 65 });
    expect(field(first.body, "secrets")).toHaveLength(30);
    const byId = `${github.url}/repositories/${web.id}/actions/secrets`;
    expect(first.headers.get("link")).toBe(
      `<${byId}?page=2>; rel="next", <${byId}?page=3>; rel="last"`,
    );
    const wide = await send("GET", `${webSecrets}?per_page=100`, { token });
    expect(field(wide.body, "secrets")).toHaveLength(65);
    expect(wide.headers.get("link")).toBeNull();
  });
});

describe("deleting a secret", () => {
  it("answers 204, then 404", async () => {
    const { send, token, github } = await startAcme();
    github.setSecretByHand(webScope, "TOKEN", "x");
    const path = `${webSecrets}/token`;
    expect((await send("DELETE", path, { token })).status).toBe(204);
    expect((await send("DELETE", path, { token })).status).toBe(404);
    expect(github.secrets()).toEqual([]);
  });
});

describe("secrets by hand", () => {
  it("refuses to act where there is nothing", async () => {
    const { github } = await startAcme();
    expect(() => {
      github.deleteSecretByHand(webScope, "TOKEN");
    }).toThrow("no secret TOKEN");
    expect(() => github.secretValue({ ...webScope, name: "api" }, "X")).toThrow(
      "no repository acme/api",
    );
  });
});
