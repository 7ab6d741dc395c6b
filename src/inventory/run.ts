import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@actions/core";
import { damaged } from "../action/damaged.ts";
import { homeOf } from "../action/identity.ts";
import { invalidInputs } from "../action/inputs/invalid-inputs.ts";
import type { NamedProxy } from "../action/inputs/proxy.ts";
import type { Surroundings } from "../action/process.ts";
import { mask } from "../action/report/mask.ts";
import {
  outputsUnwritten,
  setOutputs,
  unwritableOutputs,
  writeSummary,
} from "../action/report/runner-files.ts";
import { tellProxy } from "../action/report/tell-proxy.ts";
import { count } from "../action/report/words.ts";
import { RunControl } from "../action/run-control.ts";
import { createSenders } from "../action/senders.ts";
import { readWorkflow, type Workflow } from "../action/workflow.ts";
import { type Visibility, visibilityInPayload } from "../github/visibility.ts";
import { openConnections } from "../http/dispatcher.ts";
import { asRotationError, RotationError } from "../rotation/errors.ts";
import { readInventoryEnvironment } from "./environment.ts";
import { type Finding, LEVELS } from "./findings.ts";
import type { InventoryInputs } from "./inputs.ts";
import { type Inventory, inventoryOf } from "./inventory.ts";
import { countedFindings, inventoryText, type Scope } from "./json.ts";
import { type Lists, readLists } from "./read.ts";
import { summaryOf, verdictOf } from "./summary.ts";

/** How long the whole run may take, milliseconds. */
const RUN_TIMEOUT_MS = 5 * 60_000;

/**
 * The most bytes of the output `inventory`. The next step can only be started
 * while each of its environment variables is below 128 KiB.
 */
const MAX_OUTPUT_BYTES = 98_000;

/** The whole run of the inventory; throws only what nobody expects. */
export async function takeInventory({
  env,
  onSignal,
  fail,
}: Surroundings): Promise<void> {
  const { parsed, proxy, payload } = readInventoryEnvironment(env, mask);
  if (!parsed.ok) {
    fail(invalidInputs(parsed.problems));
    return;
  }
  const outputFile = env["GITHUB_OUTPUT"];
  const unwritable = unwritableOutputs(outputFile);
  if (unwritable !== undefined) {
    fail(unwritable);
    return;
  }
  const control = new RunControl(RUN_TIMEOUT_MS);
  onSignal(() => {
    if (control.cancel()) core.info("Cancelled.");
  });
  tellProxy(proxy);
  try {
    const { inputs } = parsed;
    const workflow = readWorkflow(env);
    const { lists, scope } = await readAll(
      inputs,
      { workflow, payload, proxy },
      control,
    );
    const inventory = inventoryOf({
      ...lists,
      thresholds: inputs.thresholds,
      home: homeIn(workflow),
    });
    await tell(inventory, scope, { outputFile, folder: env["RUNNER_TEMP"] });
    requireFew(inventory, inputs.failOn);
  } catch (thrown) {
    fail(asRotationError(thrown));
  } finally {
    control.dispose();
  }
}

interface Place {
  readonly workflow: Workflow;
  readonly payload: string;
  readonly proxy: NamedProxy | undefined;
}

/** Reads Astra's lists, and who can see what is told of them. */
async function readAll(
  inputs: InventoryInputs,
  place: Place,
  control: RunControl,
): Promise<{ readonly lists: Lists; readonly scope: Scope }> {
  const connections = openConnections(place.proxy);
  const send = createSenders(connections.dispatcher, control);
  try {
    const askVisibility = await visibilityOf(inputs, place, send);
    const reading = readLists(inputs, {
      send,
      clock: control.clock,
      wallTime: () => Date.now(),
    });
    // Its failure is told below.
    reading.catch(() => undefined);
    const visibility = await askVisibility();
    const lists = await reading;
    core.info(
      `Read ${count(lists.tokens.length, "token")}${lists.roles === undefined ? "; the roles may not be read" : ` and ${count(lists.roles.length, "role")}`}.`,
    );
    return { lists, scope: visibility === "private" ? "details" : "counts" };
  } finally {
    await connections.close();
  }
}

/**
 * By the event's payload; where that does not say, GitHub is asked once, by the
 * function that is returned.
 */
async function visibilityOf(
  { githubToken, githubApiUrl }: InventoryInputs,
  { workflow, payload }: Place,
  send: ReturnType<typeof createSenders>,
): Promise<() => Promise<Visibility>> {
  const said = (visibility: Visibility) => () => Promise.resolve(visibility);
  const [owner, name] = workflow.repository ?? [];
  if (owner === undefined || name === undefined) return said("unknown");
  const repository = { owner, name, id: workflow.repositoryId };
  const seen = visibilityInPayload(payload, repository);
  if (seen !== "unknown" || githubToken === undefined) return said(seen);
  // Loaded late: it brings `@actions/github`, which reads the environment.
  const { askVisibility, createRequest } =
    await import("../action/adapters.ts").catch(damaged);
  const request = createRequest({ send, baseUrl: githubApiUrl });
  return () => askVisibility(request, githubToken, repository);
}

function homeIn({ server, repositoryId }: Workflow): string | undefined {
  return server === undefined || repositoryId === undefined
    ? undefined
    : homeOf(server, repositoryId);
}

/** Where the runner wants what a step tells. */
interface RunnerPlaces {
  readonly outputFile: string | undefined;
  /** Emptied after the job. */
  readonly folder: string | undefined;
}

/** Writes outputs, summary and log. Throws `outputs-unwritten`. */
async function tell(
  inventory: Inventory,
  scope: Scope,
  { outputFile, folder }: RunnerPlaces,
): Promise<void> {
  const outputs = {
    inventory: inventoryText(inventory, scope, MAX_OUTPUT_BYTES),
    "inventory-file": writeWhole(inventory, scope, folder),
  };
  const unwritten = setOutputs(outputs, outputFile);
  if (unwritten !== undefined) throw unwritten;
  await writeSummary(summaryOf(inventory, scope));
  core.info(verdictOf(inventory));
}

/**
 * The whole inventory in a file of the runner's temporary folder; gives its
 * path. Throws `outputs-unwritten`.
 */
function writeWhole(
  inventory: Inventory,
  scope: Scope,
  folder: string | undefined,
): string {
  if (folder === undefined || folder === "") return "";
  try {
    const own = mkdtempSync(join(folder, "astra-inventory-"));
    const file = join(own, "inventory.json");
    const text = inventoryText(inventory, scope, Infinity);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  } catch (thrown) {
    throw outputsUnwritten("after", thrown);
  }
}

/**
 * Throws `inventory-findings` where there are any of the level or a higher one.
 */
function requireFew(
  { findings }: Inventory,
  failOn: InventoryInputs["failOn"],
): void {
  if (failOn === "none") return;
  const grave = LEVELS.slice(0, LEVELS.indexOf(failOn) + 1);
  const counted = countedFindings(findings).filter(
    ({ level }: Pick<Finding, "level">) => grave.includes(level),
  );
  if (counted.length === 0) return;
  const said = counted
    .map(({ kind, count: number }) => `${kind} (${count(number, "token")})`)
    .join(", ");
  throw new RotationError({
    code: "inventory-findings",
    summary: `Findings of the level ${failOn} or higher: ${said}.`,
    remedy:
      "The job summary says which, and docs/inventory.md what to do about each. Nothing was changed.",
    rerun: "fix-first",
  });
}
