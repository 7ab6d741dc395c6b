import { describe, expect, it } from "vitest";
import {
  type AstraTask,
  brokenOf,
  failureOf,
  saysDeadToken,
} from "../../../src/astra/failures.ts";
import { RotationError } from "../../../src/rotation/errors.ts";
import { answered, failed } from "../http/outcomes.ts";

const envelope = (id: number): string =>
  JSON.stringify({ errors: [{ ID: id, message: "REMOTE WORDS" }] });

describe("saysDeadToken", () => {
  it.each([340002, 340003, 340012, 340016, 340017, 340018])(
    "believes error id %i with status 401 or 403 only",
    (id) => {
      expect(saysDeadToken(answered(401, {}, envelope(id)))).toBe(true);
      expect(saysDeadToken(answered(403, {}, envelope(id)))).toBe(true);
      expect(saysDeadToken(answered(400, {}, envelope(id)))).toBe(false);
      expect(saysDeadToken(answered(200, {}, envelope(id)))).toBe(false);
    },
  );

  it.each(["null", "", '"text"', "<html>", envelope(340001)])(
    "does not conclude anything from a 401 with the body %j",
    (body) => {
      expect(saysDeadToken(answered(401, {}, body))).toBe(false);
    },
  );
});

describe("failureOf", () => {
  it("says that the admin token is dead, and how to make another, the same for every task", () => {
    const dead = answered(401, {}, envelope(340018));
    const error = failureOf(dead, "list the tokens");
    expect(error).toMatchObject({
      code: "astra-unauthorized",
      rerun: "fix-first",
    });
    expect(error.summary).toBe(failureOf(dead, "mint a token").summary);
    expect(error.remedy).toContain("org-token-write");
  });

  it.each<[AstraTask, string]>([
    ["list the roles", "org-role-read"],
    ["list the tokens", "org-token-read"],
    ["mint a token", "org-token-write"],
    ["revoke a token", "org-token-write"],
  ])("names the permission that is needed to %s", (task, permission) => {
    for (const status of [401, 403]) {
      const error = failureOf(answered(status, {}, "null"), task);
      expect(error).toMatchObject({
        code: "astra-forbidden",
        rerun: "fix-first",
      });
      expect(error.remedy).toContain(`the permission ${permission}`);
      expect(error.remedy).toContain("by IP address");
      expect(error.summary).toContain(String(status));
    }
  });

  it("has more to say where the list of roles or the minting is refused", () => {
    const remedy = (task: AstraTask): string =>
      failureOf(answered(403, {}, "null"), task).remedy;
    expect(remedy("list the roles")).toContain("the role's id");
    expect(remedy("list the tokens")).not.toContain("the role's id");
    expect(remedy("mint a token")).toContain("more rights");
    expect(remedy("revoke a token")).not.toContain("more rights");
    expect(remedy("read the organization")).toContain(
      "Look at the role of that token",
    );
  });

  it.each([
    [429, "astra-unavailable", "safe"],
    [500, "astra-unavailable", "safe"],
    [503, "astra-unavailable", "safe"],
    [200, "astra-answer-unusable", "safe"],
    [299, "astra-answer-unusable", "safe"],
    [300, "astra-answer-unusable", "fix-first"],
    [302, "astra-answer-unusable", "fix-first"],
    [404, "astra-answer-unusable", "fix-first"],
    [499, "astra-answer-unusable", "fix-first"],
  ])("gives status %i the code %s", (status, code, rerun) => {
    expect(failureOf(answered(status), "list the tokens")).toMatchObject({
      code,
      rerun,
    });
  });

  it("tells a slow-down from an outage", () => {
    const said = (status: number): string =>
      failureOf(answered(status), "list the tokens").summary;
    expect(said(429)).toContain("slow down");
    expect(said(500)).toContain("status 500");
  });

  it("calls a refused minting by its name", () => {
    const error = failureOf(answered(400, {}, envelope(1)), "mint a token");
    expect(error).toMatchObject({ code: "mint-refused", rerun: "fix-first" });
    expect(error.remedy).toContain("token-lifetime");
    expect(failureOf(answered(400), "revoke a token").remedy).toContain(
      "astra-api-url",
    );
  });

  it("never quotes the service", () => {
    for (const status of [200, 302, 400, 401, 403, 404, 429, 500]) {
      const error = failureOf(
        answered(status, {}, envelope(7)),
        "mint a token",
      );
      expect(JSON.stringify(error)).not.toContain("REMOTE");
      expect(`${error.summary}${error.remedy}`).not.toContain("REMOTE");
    }
  });
});

describe("brokenOf", () => {
  it("says where the network is at fault, and that running again is safe", () => {
    const error = brokenOf(failed("timeout"), "list the tokens");
    expect(error).toMatchObject({ code: "astra-unavailable", rerun: "safe" });
    expect(error.summary).toContain("there was no complete answer in time");
  });

  it("says of a certificate what to do, and names no task: it is one problem", () => {
    const error = brokenOf(failed("tls-failed"), "list the tokens");
    expect(error).toMatchObject({
      code: "astra-unavailable",
      rerun: "fix-first",
    });
    expect(error.remedy).toContain("NODE_EXTRA_CA_CERTS");
    expect(error.summary).not.toContain("list the tokens");
  });

  it("tells a stop from a fault", () => {
    const error = brokenOf(failed("cancelled"), "list the tokens");
    expect(error).toMatchObject({ code: "cancelled", rerun: "safe" });
    expect(error.summary).toContain("list the tokens");
  });

  it("lets an error with a sentence pass and drops the words of any other", () => {
    const own = new RotationError({
      code: "role-unknown",
      summary: "s",
      remedy: "r",
      rerun: "safe",
    });
    expect(brokenOf(own, "mint a token")).toBe(own);
    const stranger = brokenOf(new Error("REMOTE WORDS"), "mint a token");
    expect(stranger.code).toBe("internal");
    expect(`${stranger.summary}${stranger.remedy}`).not.toContain("REMOTE");
  });
});
