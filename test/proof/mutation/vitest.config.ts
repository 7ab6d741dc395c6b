import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** The tests that judge the mutants of one file, named by `mutate.ts`. */
const tests = (process.env["MUTATION_TESTS"] ?? "").split(" ");

const haveProperties = tests.some((test) =>
  readFileSync(test, "utf8").includes('from "fast-check"'),
);

export default defineConfig({
  logLevel: "error",
  test: {
    include: tests,
    setupFiles: haveProperties ? ["test/proof/mutation/brief.ts"] : [],
    // A worker for each mutant, not for each file.
    isolate: false,
    // A slow machine must not pass for a mutant that never ends.
    testTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
