import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { ServiceName } from "../simulators/kernel/gate.ts";
import type { HistoryEvent } from "../simulators/kernel/history.ts";
import { simulatorAt } from "../simulators/kernel/running.ts";
import type { SeenAnswer, SeenRequest } from "./leak-oracle-evidence.ts";

/** What was seen of a run from outside while it lasted. */
export interface Seen {
  readonly requests: readonly SeenRequest[];
  readonly answers: readonly SeenAnswer[];
  readonly commandLines: readonly string[];
}

/** Watches one run. */
export interface Watch {
  /** Names the process; from now on its command line is looked at with every request. */
  process(pid: number | undefined): void;
  /** Ends the watch and tells what it saw. */
  stop(): Seen;
}

/** How often a process is looked at; hundreds of targets make thousands of requests. */
const MAX_LOOKS = 50;

/** Watches what the simulators that the inputs name are asked and answer, and the system's view of the process. */
export function watchRun(inputs: Readonly<Record<string, string>>): Watch {
  const requests: SeenRequest[] = [];
  const answers: SeenAnswer[] = [];
  const services = new Map<number, ServiceName>();
  const commandLines = new Set<string>();
  let looks = 0;
  let pid: number | undefined;
  const onEvent = (event: HistoryEvent): void => {
    if (event.kind === "request") {
      requests.push(event);
      services.set(event.request.sequence, event.request.service);
      looks += 1;
      if (looks <= MAX_LOOKS) look(pid, commandLines);
    } else if (event.kind === "answer") {
      const service = services.get(event.sequence);
      if (service === undefined) return;
      answers.push({ service, body: event.body });
    }
  };
  const histories = new Set(
    ["astra-api-url", "github-api-url"].flatMap((name) => {
      const simulator = simulatorAt(inputs[name] ?? "");
      return simulator === undefined ? [] : [simulator.history];
    }),
  );
  const stops = [...histories].map((history) => history.onEvent(onEvent));
  return {
    process: (started) => {
      pid = started;
    },
    stop: () => {
      for (const stop of stops) stop();
      return { requests, answers, commandLines: [...commandLines] };
    },
  };
}

/** Every file below a folder, by its path with `/`. */
export async function readFiles(
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const key = relative(folder, path).split(sep).join("/");
        return [key, await readFile(path, "utf8")] as const;
      }),
    ),
  );
}

/** Reads the command lines of a process and its children where the system shows them (Linux). */
function look(pid: number | undefined, commandLines: Set<string>): void {
  if (pid === undefined || !existsSync(`/proc/${String(pid)}`)) return;
  try {
    const own = `/proc/${String(pid)}`;
    const children = readFileSync(
      `${own}/task/${String(pid)}/children`,
      "utf8",
    );
    for (const id of [String(pid), ...children.split(" ")]) {
      if (id === "") continue;
      commandLines.add(readFileSync(`/proc/${id}/cmdline`, "utf8"));
    }
  } catch {
    // It ended in between.
  }
}
