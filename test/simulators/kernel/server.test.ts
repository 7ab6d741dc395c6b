import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { text } from "./answers.ts";
import { type Gate, openGate } from "./gate.ts";
import { createHistory } from "./history.ts";
import { type SimulatorServer, startSimulatorServer } from "./server.ts";

describe("A simulator's server", () => {
  describe("when the gate sends interim answers ahead", () => {
    it("sends them, and then the service's own answer", async () => {
      const server = await startServer(() => ({ kind: "interim", count: 3 }));
      expect(await ask(server)).toEqual({
        interim: [103, 103, 103],
        final: 200,
      });
    });
  });

  describe("when it goes away", () => {
    it("refuses connections until it comes back at the same address", async () => {
      const server = await startServer(openGate);
      server.goAway();
      await expect(ask(server)).rejects.toThrow("ECONNREFUSED");
      await server.comeBack();
      expect(await ask(server)).toEqual({ interim: [], final: 200 });
    });

    it("comes back when another process has left the address", async () => {
      const server = await startServer(openGate);
      server.goAway();
      await expect(ask(server)).rejects.toThrow("ECONNREFUSED");
      const other = createServer((socket) => socket.resetAndDestroy());
      other.listen(Number(new URL(server.url).port), "127.0.0.1");
      await once(other, "listening");
      const back = server.comeBack();
      await expect(ask(server)).rejects.toThrow("ECONNRESET");
      other.close();
      await back;
      expect(await ask(server)).toEqual({ interim: [], final: 200 });
    });
  });
});

async function startServer(gate: Gate): Promise<SimulatorServer> {
  const server = await startSimulatorServer({
    service: "astra",
    clock: { now: () => 0 },
    history: createHistory(),
    gate: () => gate,
    route: () => ({ operation: "any", handle: () => text(200, "done") }),
  });
  onTestFinished(() => server.close());
  return server;
}

/** The statuses of all answers to one request. */
async function ask({
  url,
}: SimulatorServer): Promise<{ interim: number[]; final: number }> {
  return await new Promise((resolve, reject) => {
    const interim: number[] = [];
    request(url, { agent: false })
      .on("information", ({ statusCode }) => interim.push(statusCode))
      .on("response", (response) => {
        response.resume();
        resolve({ interim, final: response.statusCode ?? 0 });
      })
      .on("error", reject)
      .end();
  });
}
