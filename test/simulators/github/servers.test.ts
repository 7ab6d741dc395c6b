import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { assertionOf, field, startAcme, webSecrets } from "./test-github.ts";

/** Asks as somebody who reaches the simulator by another host's name. */
async function askAs(url: string, host: string, path: string, token: string) {
  const { port } = new URL(url);
  return new Promise<{
    headers: NodeJS.Dict<string | string[]>;
    body: unknown;
  }>((resolve, reject) => {
    request(
      {
        port,
        path,
        headers: {
          host,
          "user-agent": "tests",
          authorization: `Bearer ${token}`,
        },
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () => {
          const body: unknown = text === "" ? undefined : JSON.parse(text);
          resolve({ headers: answer.headers, body });
        });
      },
    )
      .on("error", reject)
      .end();
  });
}

describe("GitHub Enterprise Server", () => {
  it("serves the API below its prefix, and leads there", async () => {
    const { github, send, token, web } = await startAcme();
    github.setBehaviour({ pathPrefix: "/api/v3", limited: false });
    for (const name of ["A", "B"])
      github.setSecretByHand(
        { store: "actions", kind: "repository", owner: "acme", name: "web" },
        name,
        "x",
      );
    const path = `/api/v3${webSecrets}?per_page=1`;
    const listed = await send("GET", path, { token });
    const byId = `${github.url}/api/v3/repositories/${web.id}`;
    expect(listed.headers.get("link")).toContain(
      `<${byId}/actions/secrets?page=2&per_page=1>; rel="next"`,
    );
    github.renameRepository(web, { name: "site" });
    const moved = await send("GET", path, { token });
    expect(moved.headers.get("location")).toBe(
      `${byId}/actions/secrets?per_page=1`,
    );
    const followed = await send(
      "GET",
      (moved.headers.get("location") ?? "").slice(github.url.length),
      { token },
    );
    expect(followed.status).toBe(200);
  });

  it("answers other paths as its web site does", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ pathPrefix: "/api/v3" });
    const page = await send("GET", "/repos/acme/web", { token });
    expect(page.status).toBe(404);
    expect(page.headers.get("content-type")).toContain("text/html");
  });

  it("may know Apps by their numbers only", async () => {
    const { github, send, clock } = await startAcme();
    github.setBehaviour({ clientIdsKnown: false });
    const app = github.registerApp();
    const path = "/users/acme/installation";
    const read = async (id: string | number) =>
      send("GET", path, { token: await assertionOf(app, clock, id) });
    expect(field((await read(app.clientId)).body, "message")).toBe(
      "'Issuer' claim ('iss') must be an Integer",
    );
    expect((await read(app.id)).status).toBe(404);
  });
});

describe("GHE.com", () => {
  it("names itself as its caller does", async () => {
    const { github, token, web } = await startAcme();
    const host = "api.acme.ghe.com";
    const path = "/repos/acme/web";
    const read = await askAs(github.url, host, path, token);
    expect(read.body).toMatchObject({
      url: `https://${host}${path}`,
      html_url: "https://acme.ghe.com/acme/web",
    });
    github.renameRepository(web, { name: "site" });
    const moved = await askAs(github.url, host, path, token);
    expect(moved.headers["location"]).toBe(
      `https://${host}/repositories/${web.id}`,
    );
  });
});
