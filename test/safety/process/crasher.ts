// Loaded into the bundle's process before it (NODE_OPTIONS=--import), this makes
// something go wrong that nobody expects: CRASH says what, as soon as the fresh
// credential is there.
const SECRET = process.env["INPUT_ASTRA-TOKEN"] ?? "";

const CRASHES: Readonly<Record<string, () => void>> = {
  "an exception": () => {
    throw new Error(`uncaught: ${SECRET}`);
  },
  "a rejection": () => {
    void Promise.reject(new TypeError(`unhandled: ${SECRET}`));
  },
  "a rejection with a text": () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- libraries do it
    void Promise.reject(`unhandled: ${SECRET}`);
  },
  "an exception that has a cause": () => {
    const cause = Object.assign(new Error(SECRET), { body: SECRET });
    throw new Error("::set-output name=a::b", { cause });
  },
};

const write = process.stdout.write.bind(process.stdout);

process.stdout.write = (text: string | Uint8Array): boolean => {
  if (String(text).startsWith("Minted")) {
    setImmediate(CRASHES[process.env["CRASH"] ?? ""] ?? (() => undefined));
  }
  return write(text);
};
