import * as core from "@actions/core";
import type { Surroundings } from "../action/process.ts";
import { rerunOf } from "../action/report/annotation.ts";
import { code, folded, prose } from "../action/report/markup.ts";
import { setOutputs, writeSummary } from "../action/report/runner-files.ts";
import { roleRequestBody } from "../astra/role-policy.ts";
import { joinErrors, type RotationError } from "../rotation/errors.ts";
import type { PrepareInputs } from "./inputs.ts";
import type { Prepared } from "./prepare.ts";
import { allowedBy, placeOf, rotationInputs } from "./words.ts";

/** How a run ended: with a role, or with an error. */
export interface Ending extends Pick<Surroundings, "fail"> {
  readonly inputs: PrepareInputs | undefined;
  readonly prepared: Prepared | undefined;
  readonly error: RotationError | undefined;
  readonly outputFile: string | undefined;
}

/**
 * Reports how the run ended: outputs, summary, and one annotation when
 * something is wrong.
 */
export async function announce(ending: Ending): Promise<void> {
  const { inputs, prepared, error, fail, outputFile } = ending;
  const unwritten = setOutputs(outputsOf(prepared), outputFile);
  // A run that was refused for its outputs has already said why.
  const problems = [
    error,
    error?.code === unwritten?.code ? undefined : unwritten,
  ].filter((one) => one !== undefined);
  const summary = [
    ...(error === undefined ? [] : failure(error)),
    ...(prepared === undefined || inputs === undefined
      ? []
      : summaryOf(prepared, inputs)),
  ];
  await writeSummary(summary.join("\n"));
  const [first, ...others] = problems;
  if (first !== undefined) {
    fail(joinErrors([first, ...others]));
    return;
  }
  if (prepared === undefined || inputs === undefined) return;
  if (prepared.id === undefined) core.info(requestLine(prepared, inputs));
  core.info(
    `${verdictOf(prepared)} It allows: ${inWords(inputs)}`.replaceAll("`", ""),
  );
  core.info("For the rotation's with:, in place of role:");
  for (const line of rotationInputs(inputs)) core.info(`  ${line}`);
}

function outputsOf(
  prepared: Prepared | undefined,
): Readonly<Record<string, string>> {
  return {
    role: prepared?.role.name ?? "",
    "role-id": prepared?.id ?? "",
    created: String(prepared?.created ?? false),
  };
}

function failure(error: RotationError): readonly string[] {
  const { summary, remedy, also } = error;
  return [
    `❌ **Failed:** ${prose(summary)}`,
    "",
    ...also.map((one) => `- ${prose(`${one.summary} ${one.remedy}`)}`),
    ...(also.length === 0 ? [] : [""]),
    `**What to do:** ${prose(`${remedy} ${rerunOf(error)}`.trimEnd())}`,
    "",
  ];
}

function summaryOf(
  prepared: Prepared,
  inputs: PrepareInputs,
): readonly string[] {
  const { role } = prepared;
  const { actions, resources } = role.policy;
  const mark = prepared.id === undefined ? "📝" : "✅";
  return [
    `${mark} **${prose(verdictOf(prepared))}**`,
    "",
    `- ${prose(placeOf(inputs))}`,
    ...allowedBy(inputs.access).map((one) => `- May ${prose(one)}.`),
    "",
    "In the rotation's `with:`, in place of `role`:",
    "",
    "```yaml",
    ...rotationInputs(inputs),
    "```",
    "",
    ...(prepared.id === undefined
      ? ["The request that would create it:", "", ...request(prepared, inputs)]
      : []),
    ...folded("Actions and resources", [
      ...[...actions, ...resources].map((line) => `- ${code(line)}`),
      "",
    ]),
  ];
}

function verdictOf({ role, id, created }: Prepared): string {
  if (id === undefined) {
    return `Dry run: the role \`${role.name}\` does not exist, and nothing was created.`;
  }
  return created
    ? `Created the role \`${role.name}\`.`
    : `The role \`${role.name}\` was there already.`;
}

function inWords(inputs: PrepareInputs): string {
  return `${allowedBy(inputs.access).join("; ")}. ${placeOf(inputs)}`;
}

function requestLine({ role }: Prepared, { astraApiUrl }: PrepareInputs) {
  return `POST ${rolesUrl(astraApiUrl)} ${roleRequestBody(role)}`;
}

function request(
  { role }: Prepared,
  { astraApiUrl }: PrepareInputs,
): readonly string[] {
  return [
    "```json",
    `POST ${rolesUrl(astraApiUrl)}`,
    ...JSON.stringify(role, null, 2).split("\n"),
    "```",
    "",
  ];
}

function rolesUrl({ href }: URL): string {
  return `${href.replace(/\/+$/u, "")}/v2/organizations/roles`;
}
