import * as core from "@actions/core";
import type { NamedProxy } from "../inputs/proxy.ts";

/** Names the proxy where there is one, and nothing else of its address. */
export function tellProxy(proxy: NamedProxy | undefined): void {
  if (proxy === undefined) return;
  const { host, variable, exceptions } = proxy;
  const except = exceptions === "" ? "" : ", except to the hosts in no_proxy";
  core.info(
    `HTTPS requests go through the proxy ${host} (from ${variable})${except}.`,
  );
}
