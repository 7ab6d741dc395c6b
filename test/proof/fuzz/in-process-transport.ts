import { TransportError } from "../../../src/http/transport-error.ts";
import { parseHttpDate } from "../../../src/http/http-date.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/http/message.ts";
import { brokenRule } from "../../../src/http/request-rules.ts";
import type { Transport } from "../../../src/http/transport.ts";
import type {
  GateRequest,
  SimulatedAnswer,
} from "../../simulators/kernel/gate.ts";
import { simulatorAt } from "../../simulators/kernel/running.ts";
import type {
  Route,
  SimulatorRequest,
} from "../../simulators/kernel/server.ts";

/** What becomes of one request: the answer that the client gets, or the error that it meets. */
export type Tamper = (
  request: GateRequest,
  act: () => SimulatedAnswer,
) => SimulatedAnswer | TransportError;

/** Milliseconds that one exchange takes. */
const EXCHANGE_MS = 20;

/** Carries requests to the running simulators by plain calls: no sockets, and no time but the virtual one. */
export function createInProcessTransport(
  clock: { now(): number; pass(milliseconds: number): void },
  tamper: Tamper,
): Transport {
  return {
    send: async (request, limits = {}) => {
      await Promise.resolve();
      if ((limits.timeoutMs ?? 1) <= 0) throw failure(request, "timeout");
      clock.pass(EXCHANGE_MS);
      return exchange(request, clock, tamper);
    },
  };
}

function exchange(
  request: HttpRequest,
  clock: { now(): number },
  tamper: Tamper,
): HttpAnswer {
  const rule = brokenRule(request);
  if (rule !== undefined) throw failure(request, "invalid-request", rule);
  const simulator = simulatorAt(request.url.href);
  if (simulator === undefined) throw failure(request, "connection-failed");
  const { history, service } = simulator;
  const received = receivedBy(request, history.nextSequence());
  const { sequence, method, path, headers, body } = received;
  const route: Route = simulator.route(received);
  const { operation } = route;
  const gateRequest = { sequence, service, method, path, operation };
  history.record({ kind: "request", request: gateRequest, headers, body });
  let acted: SimulatedAnswer | undefined;
  const answer = tamper(gateRequest, () => (acted ??= route.handle()));
  if (answer instanceof TransportError) throw answer;
  const date = new Date(simulator.clock.now()).toUTCString();
  const all = new Map(
    Object.entries({ date, ...answer.headers }).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  const text = Buffer.from(answer.body).toString("utf8");
  history.record({
    kind: "answer",
    sequence,
    status: answer.status,
    headers: Object.fromEntries(all),
    body: text,
  });
  return {
    status: answer.status,
    header: (name) => all.get(name.toLowerCase()),
    body: text,
    serverTime: parseHttpDate(all.get("date")),
    receivedAt: clock.now(),
  };
}

/** The request as a simulator's server would have parsed it. */
function receivedBy(
  { method, url, headers, body }: HttpRequest,
  sequence: number,
): SimulatorRequest {
  return {
    sequence,
    method,
    path: url.pathname + url.search,
    segments: url.pathname.split("/").slice(1).map(decodeURIComponent),
    query: url.searchParams,
    headers: {
      host: url.host,
      ...Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name.toLowerCase(),
          value,
        ]),
      ),
    },
    body: body ?? "",
  };
}

function failure(
  { method, url }: HttpRequest,
  code: TransportError["code"],
  detail?: string,
): TransportError {
  const { host } = url;
  return new TransportError({
    code,
    delivery: "not-sent",
    method,
    host,
    detail,
  });
}
