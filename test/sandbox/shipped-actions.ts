import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { BUNDLE } from "../kit/run-action.ts";

const ROOT = new URL("../../", import.meta.url);

/** The program of an action: the rotation, or the one of a folder. */
export function bundleOf(action: string): string {
  return action === ""
    ? BUNDLE
    : fileURLToPath(new URL(`dist/${action}.js`, ROOT));
}

/** The inputs that an action declares, by name. Throws where there is no such action. */
export function declaredInputs(
  action: string,
): Readonly<Record<string, unknown>> {
  const path = new URL(
    action === "" ? "action.yml" : `${action}/action.yml`,
    ROOT,
  );
  if (!existsSync(path)) throw new Error(`There is no action ${action} here.`);
  const { inputs } = parse(readFileSync(path, "utf8")) as {
    readonly inputs: Readonly<Record<string, unknown>>;
  };
  return inputs;
}
