import { type Connections, openConnections } from "../http/connections.ts";
import { createConnectionMaker } from "../http/connector.ts";
import { chooseProxy, type Environment } from "../http/proxy.ts";
import { inputVariable } from "./inputs/input-variable.ts";
import { ASTRA_URL, GITHUB_URL, readServiceUrl } from "./inputs/service-url.ts";

/**
 * Begins to connect to both services, before the rest of the program is loaded. No request is
 * sent before all inputs are found good. `now` is monotonic, in milliseconds.
 */
export function openEarly(env: Environment, now: () => number): Connections {
  const maker = createConnectionMaker((service) => {
    const choice = chooseProxy(service, env);
    return choice.kind === "proxy" ? choice.url : undefined;
  });
  const connections = openConnections({ now }, maker);
  const given = (name: string): string | undefined =>
    env[inputVariable(name)]?.trim();
  const addresses = [
    [given("astra-api-url"), ASTRA_URL],
    [given("github-api-url"), env["GITHUB_API_URL"], GITHUB_URL],
  ].map((texts) => texts.find((text = "") => text !== "") ?? "");
  for (const address of addresses) {
    const { url, problem } = readServiceUrl(address);
    // Without encryption there is no handshake to be early for.
    if (url?.protocol !== "https:" || problem !== undefined) continue;
    if (chooseProxy(url, env).kind === "malformed") continue;
    connections.prepare(url.origin);
  }
  return connections;
}
