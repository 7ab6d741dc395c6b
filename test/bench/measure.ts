import { spawn } from "node:child_process";
import type { Encrypted } from "../simulators/kernel/encrypted.ts";

/** One process, as it was seen from outside. */
export interface Measured {
  /** Milliseconds from the start of the process to its end. */
  readonly wallMs: number;
  /** Milliseconds from the start of the process to the arrival of its first request. */
  readonly firstMs: number;
  readonly connections: number;
  readonly requests: number;
  /** The most requests that went one after another. */
  readonly chain: number;
}

/** Runs a script to its end; throws, with what it said, when it fails. */
export async function measure(
  script: string,
  env: Readonly<Record<string, string>>,
  services: readonly Encrypted[],
): Promise<Measured> {
  const before = services.map((service) => ({
    connections: service.connections(),
    requests: service.exchanges().length,
  }));
  const start = performance.now();
  const child = spawn(process.execPath, [script], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${script} failed:\n${said}`);
  const exchanges = services.flatMap((service, i) =>
    service.exchanges().slice(before[i]?.requests),
  );
  const connections = services.map(
    (service, i) => service.connections() - (before[i]?.connections ?? 0),
  );
  return {
    wallMs,
    firstMs: Math.min(...exchanges.map(({ from }) => from)) - start,
    connections: connections.reduce((sum, count) => sum + count, 0),
    requests: exchanges.length,
    chain: longestChain(exchanges),
  };
}

/** The most exchanges of which each began after the one before had ended. */
function longestChain(
  exchanges: readonly { readonly from: number; readonly to: number }[],
): number {
  let length = 0;
  let end = -Infinity;
  for (const { from, to } of exchanges.toSorted((a, b) => a.to - b.to)) {
    if (from < end) continue;
    length += 1;
    end = to;
  }
  return length;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
