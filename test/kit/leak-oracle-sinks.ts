import type { ServiceName } from "../simulators/kernel/gate.ts";
import {
  type Evidence,
  OUTPUT_FILE,
  type SeenRequest,
} from "./leak-oracle-evidence.ts";
import type { KnownSecret } from "./leak-oracle-secrets.ts";
import { readAsRunner } from "./runner-commands.ts";

/** One place where something can be seen, without what is meant to be there. */
export interface Sink {
  readonly name: string;
  readonly text: string;
}

/** The outputs that `expose-token` asks for. */
const EXPOSED = new Set(["token", "client-secret"]);

/**
 * Every place where a run can show something. Left out are only the commands
 * that mask, the credential that a request presents to its own service, and the
 * outputs that `expose-token` asks for.
 */
export function sinksOf(
  evidence: Evidence,
  secrets: readonly KnownSecret[],
): readonly Sink[] {
  return [
    { name: "stdout", text: withoutMasks(evidence.stdout) },
    { name: "stderr", text: evidence.stderr },
    ...[...evidence.files].flatMap(([path, text]) => [
      { name: "file name", text: path },
      {
        name: `file ${path}`,
        text: path === OUTPUT_FILE ? unexposed(text, evidence) : text,
      },
    ]),
    { name: "command line", text: evidence.commandLines.join("\n") },
    ...evidence.requests.flatMap((seen) => requestSinks(seen, secrets)),
  ];
}

function withoutMasks(stdout: string): string {
  return readAsRunner(stdout)
    .map((read) => {
      if (read.kind === "text") return read.line;
      const { name, line } = read.command;
      return name === "add-mask" && line.startsWith("::") ? "" : line;
    })
    .join("\n");
}

/** The output file as the runner reads it, `name<<delimiter`, lines, `delimiter`. */
function unexposed(text: string, { inputs }: Evidence): string {
  if (inputs["expose-token"]?.toLowerCase() !== "true") return text;
  return text
    .replaceAll("\r\n", "\n")
    .replace(
      /^([^\n<]+)<<([^\n]+)\n[\s\S]*?\n\2$/gmu,
      (record, name: string) => (EXPOSED.has(name) ? "" : record),
    );
}

/** Where a service wants the credential of a request. */
const CREDENTIAL_HEADERS: Readonly<Record<ServiceName, string>> = {
  astra: "authorization",
  github: "authorization",
  dataApi: "token",
};

/** The services whose tokens a service takes. */
const ISSUERS: Readonly<Record<ServiceName, ServiceName>> = {
  astra: "astra",
  github: "github",
  dataApi: "astra",
};

function requestSinks(
  { request, headers, body }: SeenRequest,
  secrets: readonly KnownSecret[],
): readonly Sink[] {
  const name = `${request.service} ${request.method}`;
  const others = Object.entries(headers).map(([key, value]) =>
    key === CREDENTIAL_HEADERS[request.service]
      ? withoutOwn(value, request.service, secrets)
      : `${key}: ${value}`,
  );
  return [
    { name: `address of ${name}`, text: request.path },
    { name: `headers of ${name}`, text: others.join("\n") },
    { name: `body of ${name}`, text: body },
  ];
}

/** What is left of a header without the one credential that may be in it. */
function withoutOwn(
  value: string,
  service: ServiceName,
  secrets: readonly KnownSecret[],
): string {
  const credential = value.replace(/^(?:bearer|token) /iu, "");
  const isOwn = secrets.some(
    (secret) =>
      secret.service === ISSUERS[service] && secret.whole === credential,
  );
  return isOwn ? "" : value;
}
