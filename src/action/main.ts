import { annotationOf, explainAt } from "./report/annotation.ts";
import { openEarly } from "./early-connections.ts";
import { onItsWay } from "./on-its-way.ts";
import { watchProcess } from "./process.ts";

/**
 * Runs the action once, as the runner starts it, and ends in order whatever happens. The greater
 * part of the program is loaded while the first connections come about.
 */
export async function main(): Promise<void> {
  const { env } = process;
  const explain = explainAt({
    server: env["GITHUB_SERVER_URL"],
    repository: env["GITHUB_ACTION_REPOSITORY"],
    ref: env["GITHUB_ACTION_REF"],
  });
  const watch = watchProcess((error) => annotationOf(error, explain).text);
  try {
    const connections = openEarly(env, () => performance.now());
    await onItsWay();
    const { act } = await import("./act.ts");
    await act(connections, { env, explain, watch });
  } catch (thrown) {
    await watch.crash(thrown);
  }
}
