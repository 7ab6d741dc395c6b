import { createAstraContract } from "./astra-contract.ts";
import { createDataApiContract } from "./data-api-contract.ts";
import { createGitHubContract } from "./github-contract.ts";
import type { GateRequest } from "../simulators/kernel/gate.ts";
import type { History } from "../simulators/kernel/history.ts";

const FIRST_ERROR_STATUS = 400;

/** Judges a history; what it says of each mismatch is a sentence. */
export type Watch = (history: Pick<History, "events">) => readonly string[];

/**
 * Judges everything that a world's history holds by the contracts of the services and returns a sentence for each
 * mismatch. Every request is judged; an answer only below 400 and to a request that a route served. Answers that a
 * gate made up are judged like the others, so a test that injects such faults does not watch.
 */
export function watchContracts(
  history: Pick<History, "events">,
  gitHubDescription?: string,
): readonly string[] {
  return createWatch(gitHubDescription)(history);
}

/** A watch for many histories: the schemas are compiled once. */
export function createWatch(gitHubDescription?: string): Watch {
  const contracts = {
    astra: createAstraContract(),
    github: createGitHubContract(gitHubDescription),
    dataApi: createDataApiContract(),
  };
  return (history) => {
    const requests = new Map<number, GateRequest>();
    return history.events.flatMap((event) => {
      switch (event.kind) {
        case "request": {
          const { request, headers, body } = event;
          const { method, path } = request;
          requests.set(request.sequence, request);
          const mismatches = contracts[request.service].checkRequest({
            method,
            path,
            headers,
            body,
          });
          return mismatches.map((one) => `${place(request)}: ${one}`);
        }
        case "answer": {
          const request = requests.get(event.sequence);
          if (request === undefined || !isJudged(request, event.status))
            return [];
          const { method, path } = request;
          const { status, headers, body } = event;
          const mismatches = contracts[request.service].checkAnswer({
            method,
            path,
            status,
            headers,
            body,
          });
          return mismatches.map((one) => `${place(request)}: ${one}`);
        }
        case "change":
          return [];
      }
    });
  };
}

function isJudged(request: GateRequest, status: number): boolean {
  return request.operation !== "unrouted" && status < FIRST_ERROR_STATUS;
}

function place({ sequence, service, method, path }: GateRequest): string {
  return `request ${String(sequence)} to ${service}, ${method} ${path}`;
}
