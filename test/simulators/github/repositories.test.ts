import { describe, expect, it } from "vitest";
import { field, startAcme, webScope, webSecrets } from "./test-github.ts";

describe("a repository", () => {
  it("is read by name in any case, and by id", async () => {
    const { send, web, token } = await startAcme();
    const byName = await send("GET", "/repos/ACME/Web", { token });
    const byId = await send("GET", `/repositories/${web.id}`, { token });
    expect(byName.body).toMatchObject({
      id: web.id,
      full_name: "acme/web",
      private: true,
      archived: false,
    });
    expect(byId.body).toEqual(byName.body);
  });

  it("is not found with a trailing slash", async () => {
    const { send, token } = await startAcme();
    expect((await send("GET", "/repos/acme/web/", { token })).status).toBe(404);
  });

  describe("when it is renamed", () => {
    it("answers reads with 301 and writes with 307 to the path by id", async () => {
      const { send, put, github, web, token } = await startAcme();
      github.setSecretByHand(webScope, "TOKEN", "x");
      github.renameRepository(web, { name: "site" });
      const target = `${github.url}/repositories/${web.id}/actions/secrets`;
      const read = await send("GET", `${webSecrets}?page=1`, { token });
      expect([read.status, read.headers.get("location")]).toEqual([
        301,
        `${target}?page=1`,
      ]);
      expect(read.body).toMatchObject({ url: `${target}?page=1` });
      const body = { encrypted_value: "AAAA", key_id: "1" };
      const write = await send("PUT", `${webSecrets}/A`, { token, body });
      expect([write.status, write.headers.get("location")]).toEqual([
        307,
        `${target}/A`,
      ]);
      const byId = `/repositories/${web.id}/actions/secrets`;
      expect((await put(byId, "TOKEN", "y", token)).status).toBe(204);
      expect(github.secretValue({ ...webScope, name: "site" }, "TOKEN")).toBe(
        "y",
      );
    });

    it("keeps the encoding of the rest of the path", async () => {
      const { send, github, web, token } = await startAcme();
      github.renameRepository(web, { name: "site" });
      const path = "/environments/eu%2Flive%201";
      const read = await send("GET", `/repos/acme/web${path}`, { token });
      expect(read.headers.get("location")).toBe(
        `${github.url}/repositories/${web.id}${path}`,
      );
    });

    it("tells only those who may see it", async () => {
      const { send, github, web } = await startAcme();
      github.renameRepository(web, { name: "site" });
      const token = github.issueToken({
        kind: "fine-grained",
        owner: "someone",
        permissions: {},
      });
      const read = await send("GET", "/repos/acme/web", { token });
      expect(read.status).toBe(404);
    });

    it("gives the name to whoever takes it next", async () => {
      const { send, github, web, token } = await startAcme();
      github.renameRepository(web, { owner: "elsewhere" });
      const stranger = github.addRepository({ owner: "acme", name: "web" });
      const read = await send("GET", "/repos/acme/web", { token });
      expect(field(read.body, "id")).toBe(stranger.id);
    });
  });

  describe("when it is archived", () => {
    it("is readable, says so, and refuses writes", async () => {
      const { send, put, github, web, token } = await startAcme();
      github.archive(web);
      const read = await send("GET", "/repos/acme/web", { token });
      expect(read.body).toMatchObject({ archived: true });
      const write = await put(webSecrets, "TOKEN", "x", token);
      expect([write.status, field(write.body, "message")]).toEqual([
        403,
        "Repository was archived so is read-only.",
      ]);
    });
  });

  describe("when it is deleted", () => {
    it("is not found by any path, and its secrets are gone", async () => {
      const { send, github, web, token } = await startAcme();
      github.setSecretByHand(webScope, "TOKEN", "x");
      github.renameRepository(web, { name: "site" });
      github.deleteRepository(web);
      const paths = [
        "/repos/acme/web",
        "/repos/acme/site",
        `/repositories/${web.id}`,
      ];
      for (const path of paths)
        expect((await send("GET", path, { token })).status).toBe(404);
      expect(github.secrets()).toEqual([]);
    });
  });
});

describe("the list of runs", () => {
  it("filters by status and by workflow, newest first", async () => {
    const { send, github, web, token } = await startAcme();
    const done = github.addWorkflowRun(web);
    const queued = github.addWorkflowRun(web);
    const other = github.addWorkflowRun(web, { workflow: "deploy.yml" });
    github.setRunStatus(done.id, "completed", "success");
    const ids = async (path: string) => {
      const { body } = await send("GET", `/repos/acme/web/actions${path}`, {
        token,
      });
      const runs = field(body, "workflow_runs");
      return Array.isArray(runs) ? runs.map((run) => field(run, "id")) : runs;
    };
    expect(await ids("/runs")).toEqual([other.id, queued.id, done.id]);
    expect(await ids("/runs?status=queued")).toEqual([other.id, queued.id]);
    expect(await ids("/runs?status=success")).toEqual([done.id]);
    expect(await ids("/workflows/deploy.yml/runs")).toEqual([other.id]);
  });
});
