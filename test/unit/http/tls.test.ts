import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { failureOf } from "./failures.ts";
import { answer, listen, serve, shut, to } from "./loopback.ts";
import { openTransport } from "./open-transport.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

function selfSigned(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const options =
    "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost";
  execFileSync(
    "openssl",
    [...options.split(" "), "-keyout", key, "-out", cert],
    { stdio: "ignore" },
  );
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

describe("Transport over TLS", () => {
  it.runIf(hasOpenssl)(
    "refuses a self-signed certificate, even where the environment waives verification",
    async () => {
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
      // Node warns of that variable, which says nothing about this test.
      vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
      let requests = 0;
      const server = createServer(selfSigned(), (_request, response) => {
        requests += 1;
        response.end();
      });
      const port = await listen(server);
      await using transport = openTransport();
      const url = new URL(`https://localhost:${String(port)}`);
      const error = await failureOf(transport.send(to(url, "POST")));
      await shut(server);
      vi.unstubAllEnvs();
      expect(error).toMatchObject({
        code: "tls-failed",
        delivery: "not-sent",
        detail: "DEPTH_ZERO_SELF_SIGNED_CERT",
      });
      expect(requests).toBe(0);
    },
  );

  it("makes no connection to a server that does not speak TLS", async () => {
    await using server = await serve(answer(200));
    await using transport = openTransport();
    const url = new URL(`https://${server.url().host}`);
    const error = await failureOf(transport.send(to(url)));
    expect(error).toMatchObject({
      code: "connection-failed",
      delivery: "not-sent",
    });
  });
});
