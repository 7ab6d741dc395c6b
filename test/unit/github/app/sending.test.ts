import { describe, expect, it } from "vitest";
import { TransportError } from "../../../../src/http/transport-error.ts";
import { HOUR_MS, LaggingGitHub, type Seen } from "./lagging-github.ts";

const KEY = "/repos/acme/web/actions/secrets/public-key";
const SECRET = "/repos/acme/web/actions/secrets/TOKEN";
const BY_ID = "/repositories/7/actions/secrets/TOKEN";

const BAD = { status: 401, message: "Bad credentials" } as const;
const LACKS = {
  status: 403,
  message: "Resource not accessible by integration",
} as const;
const NOT_FOUND = { status: 404, message: "Not Found" } as const;
const PAGE = { status: 404, body: "<html></html>" } as const;

const isToken = ({ path }: Seen): boolean => path.endsWith("/access_tokens");
const isUse = ({ token }: Seen): boolean => token.startsWith("ghs_");

/** Refuses every installation token so many milliseconds after the first was made. */
function refusing(
  refusal: typeof BAD | typeof LACKS | typeof NOT_FOUND,
  ms: number,
) {
  return (seen: Seen) => (isUse(seen) && seen.at < ms ? refusal : undefined);
}

describe("A fresh installation token", () => {
  it.each([
    ["401", BAD, "PUT", SECRET],
    ["403", LACKS, "PUT", SECRET],
    ["404", NOT_FOUND, "PUT", SECRET],
    ["401", BAD, "GET", SECRET],
    ["403", LACKS, "GET", KEY],
    ["404", NOT_FOUND, "GET", KEY],
    ["404", NOT_FOUND, "GET", SECRET],
  ] as const)(
    "is waited for while GitHub answers %s",
    async (_status, refusal, method, path) => {
      const github = new LaggingGitHub(refusing(refusal, 3_000));
      const answer = await github.send(method, path);
      expect(answer.status).toBe(200);
      expect(github.waits).toEqual([1_000, 2_000]);
      expect(new Set(github.used())).toEqual(new Set(["ghs_number_1"]));
      expect(github.count("access_tokens")).toBe(1);
    },
  );

  it("is given up after four pauses, with the answer as it is", async () => {
    const github = new LaggingGitHub(refusing(LACKS, Infinity));
    expect((await github.send("GET", KEY)).status).toBe(403);
    expect(github.waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it("is not waited for beyond the run", async () => {
    const github = new LaggingGitHub(refusing(BAD, Infinity));
    github.endAfter(2_500);
    expect((await github.send("GET", KEY)).status).toBe(401);
    expect(github.waits).toEqual([1_000]);
  });

  it.each([
    ["a page", PAGE, "GET", KEY],
    ["an unknown refusal", { status: 403, message: "No." }, "PUT", SECRET],
    ["a server without paths by id", NOT_FOUND, "PUT", BY_ID],
  ] as const)("is not waited for at %s", async (_name, fault, method, path) => {
    const github = new LaggingGitHub((seen) =>
      isUse(seen) ? fault : undefined,
    );
    expect((await github.send(method, path)).status).toBe(fault.status);
    expect(github.waits).toEqual([]);
  });

  it("is believed that a secret is absent once it has read a key", async () => {
    const github = new LaggingGitHub(({ path }) =>
      path === SECRET ? NOT_FOUND : undefined,
    );
    await github.send("GET", KEY);
    expect((await github.send("GET", SECRET)).status).toBe(404);
    expect(github.waits).toEqual([]);
  });

  it("keeps that an earlier sending may have acted", async () => {
    const github = new LaggingGitHub((seen) =>
      isUse(seen) && seen.at === 0
        ? { ...BAD, earlierEffect: "possible" }
        : undefined,
    );
    expect(await github.send("PUT", SECRET)).toMatchObject({
      status: 200,
      earlierEffect: "possible",
    });
  });

  it("never hides that behind a later failure", async () => {
    const github = new LaggingGitHub((seen) => {
      if (!isUse(seen)) return undefined;
      if (seen.at === 0) return { ...BAD, earlierEffect: "possible" };
      throw new TransportError({
        ...{ code: "connection-failed", delivery: "not-sent" },
        ...{ method: "PUT", host: "api.github.com" },
      });
    });
    expect(await github.send("PUT", SECRET)).toMatchObject({
      status: 401,
      earlierEffect: "possible",
    });
  });
});

describe("A token in the middle of a run", () => {
  /** Uses the first token until it is due, then one that is refused at first. */
  async function renewed(refusal: typeof BAD | typeof LACKS) {
    let issuedAt = Infinity;
    const github = new LaggingGitHub((seen) => {
      if (isToken(seen) && seen.at > 0) issuedAt = seen.at;
      const isLagging = seen.at - issuedAt < 3_000;
      return seen.token === "ghs_number_2" && isLagging ? refusal : undefined;
    });
    await github.send("PUT", SECRET);
    github.pass(HOUR_MS - 9 * 60_000);
    github.endAfter(HOUR_MS);
    return github;
  }

  it.each([
    ["401", BAD],
    ["403", LACKS],
  ] as const)(
    "stays in use while its successor meets %s",
    async (_status, refusal) => {
      const github = await renewed(refusal);
      expect((await github.send("PUT", SECRET)).status).toBe(200);
      expect((await github.send("PUT", SECRET)).status).toBe(200);
      github.pass(10_000);
      expect((await github.send("PUT", SECRET)).status).toBe(200);
      expect(github.used().map((token) => token.at(-1))).toEqual([
        ...["1", "2", "1", "1", "2"],
      ]);
      expect(github.waits).toEqual([]);
      expect(github.count("access_tokens")).toBe(2);
    },
  );

  it("is replaced at once when somebody revoked it", async () => {
    const github = new LaggingGitHub((seen) =>
      seen.token === "ghs_number_1" && seen.at > 0 ? BAD : undefined,
    );
    await github.send("PUT", SECRET);
    github.pass(60_000);
    expect((await github.send("PUT", SECRET)).status).toBe(200);
    expect(github.used().at(-1)).toBe("ghs_number_2");
    expect(github.waits).toEqual([]);
  });

  it("is replaced after some seconds when somebody revoked it while it was fresh", async () => {
    const github = new LaggingGitHub((seen) =>
      seen.token === "ghs_number_1" && seen.at > 0 ? BAD : undefined,
    );
    await github.send("PUT", SECRET);
    github.pass(1_000);
    expect((await github.send("PUT", SECRET)).status).toBe(200);
    expect(github.used().at(-1)).toBe("ghs_number_2");
    expect(github.waits).toEqual([1_000, 2_000]);
  });

  it("is not replaced without end", async () => {
    const github = new LaggingGitHub((seen) => {
      if (!isUse(seen) || seen.at === 0) return undefined;
      github.pass(60_000);
      return BAD;
    });
    await github.send("PUT", SECRET);
    github.pass(60_000);
    expect((await github.send("PUT", SECRET)).status).toBe(401);
    expect(github.count("access_tokens")).toBeLessThan(6);
  });

  it("may lack a permission for good", async () => {
    const github = new LaggingGitHub((seen) =>
      isUse(seen) && seen.at > 0 ? LACKS : undefined,
    );
    await github.send("PUT", SECRET);
    github.pass(60_000);
    expect((await github.send("PUT", SECRET)).status).toBe(403);
    expect(github.waits).toEqual([]);
  });
});

describe("A request for an installation token", () => {
  const once = (
    fault: () => ReturnType<ConstructorParameters<typeof LaggingGitHub>[0]>,
  ) => {
    let first = true;
    return (seen: Seen) => {
      if (!isToken(seen) || !first) return undefined;
      first = false;
      return fault();
    };
  };
  const lost = (): never => {
    throw new TransportError({
      ...{ code: "connection-lost", delivery: "unknown" },
      ...{ method: "POST", host: "api.github.com" },
    });
  };

  it.each([
    ["500", () => ({ status: 500, message: "Server Error" }), 1_000],
    ["502", () => ({ status: 502, body: "<html></html>" }), 1_000],
    ["a lost answer", lost, 1_000],
    ["an answer that is none", () => ({ status: 201, body: '{"tok' }), 1_000],
    [
      "a secondary limit",
      () => ({
        status: 403,
        message: "You have exceeded a secondary rate limit.",
        headers: { "retry-after": "7" },
      }),
      7_000,
    ],
    [
      "one refusal of its assertion",
      () => ({ status: 401, message: "A JSON web token could not be decoded" }),
      1_000,
    ],
  ] as const)("is repeated after %s", async (_name, fault, wait) => {
    const github = new LaggingGitHub(once(fault));
    expect((await github.send("PUT", SECRET)).status).toBe(200);
    expect(github.waits).toEqual([wait]);
    expect(github.count("access_tokens")).toBe(2);
  });

  it.each([
    [
      "a limit that outlasts the run",
      {
        status: 403,
        message: "You have exceeded a secondary rate limit.",
        headers: { "retry-after": "3600" },
      },
      "Could not create an installation token for acme: GitHub's secondary rate limit was reached (HTTP 403 from api.github.com).",
    ],
    [
      "a suspended installation",
      { status: 403, message: "This installation has been suspended" },
      "Could not create an installation token for acme: the installation of the GitHub App is suspended (HTTP 403 from api.github.com).",
    ],
  ])("is not repeated after %s", async (_name, fault, summary) => {
    const github = new LaggingGitHub((seen) =>
      isToken(seen) ? fault : undefined,
    );
    await expect(github.send("PUT", SECRET)).rejects.toMatchObject({ summary });
    expect(github.waits).toEqual([]);
    expect(github.count("access_tokens")).toBe(1);
  });

  it.each([
    [404, "Integration not found", 1],
    [401, "'Issuer' claim ('iss') must be an Integer", 1],
    [401, "Integration must generate a public key", 1],
    [401, "A JSON web token could not be decoded", 2],
    [401, "Something new", 2],
  ])(
    "is preceded by finding the installation, which %i “%s” ends",
    async (status, message, asked) => {
      const github = new LaggingGitHub(({ path }) =>
        path.endsWith("/installation") ? { status, message } : undefined,
      );
      await expect(github.send("PUT", SECRET)).rejects.toMatchObject({
        code: "github-unauthorized",
      });
      expect(github.count("/installation")).toBe(asked);
    },
  );
});

describe("An answer to a GET that is no JSON", () => {
  it("is asked for again", async () => {
    let torn = true;
    const github = new LaggingGitHub(({ path }) => {
      if (path !== KEY || !torn) return undefined;
      torn = false;
      return { status: 200, body: '{"key_id":' };
    });
    expect((await github.send("GET", KEY)).body).toBe("{}");
    expect(github.waits).toEqual([250]);
  });

  it("is given up after two more", async () => {
    const github = new LaggingGitHub(({ path }) =>
      path === KEY ? { status: 200, body: "{" } : undefined,
    );
    expect((await github.send("GET", KEY)).body).toBe("{");
    expect(github.count(KEY)).toBe(3);
  });

  it.each([
    ["GET", "<html></html>"],
    ["GET", "null"],
    ["PUT", ""],
  ] as const)("is what it is for a %s of %j", async (method, body) => {
    const github = new LaggingGitHub((seen) =>
      isUse(seen) ? { status: 200, body } : undefined,
    );
    await github.send(method, KEY);
    expect(github.count(KEY)).toBe(1);
  });
});
