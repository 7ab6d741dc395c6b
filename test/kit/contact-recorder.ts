// Loaded into the bundle's process before it (NODE_OPTIONS=--import), this writes
// down whom the process connects to, looks up or listens for: see contacts.ts.
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const record = join(tmpdir(), "contacts");

type Words = (args: readonly unknown[]) => unknown;

/** Has every call of a method written down before it is made. */
function watch(
  owner: object,
  name: string,
  words: Words = ([first]) => JSON.stringify(first),
): void {
  const method = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
  Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
    appendFileSync(record, `${name} ${String(words(args))}\n`);
    return Reflect.apply(method, this, args);
  });
}

/** A connection's options come first, or first in a list of Node's own making. */
const placeOf: Words = (args) => {
  const [options] = args.flat();
  if (typeof options !== "object" || options === null) return options;
  const { host, port, path } = options as Readonly<Record<string, string>>;
  return path ?? `${String(host)}:${String(port)}`;
};

watch(net.Socket.prototype, "connect", placeOf);
watch(net.Server.prototype, "listen");
watch(dgram.Socket.prototype, "bind");
watch(dgram.Socket.prototype, "send");
for (const name of Object.keys(dns)) {
  if (/^(?:lookup|resolve|reverse)/u.test(name)) watch(dns, name);
}
