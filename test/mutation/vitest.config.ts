import { defineConfig } from "vitest/config";

/** The tests that judge the mutants of one file, named by `mutate.ts`. */
export default defineConfig({
  logLevel: "error",
  test: {
    include: (process.env["MUTATION_TESTS"] ?? "").split(" "),
    // A worker for each mutant, not for each file.
    isolate: false,
    setupFiles: "test/mutation/brief.ts",
    // A slow machine must not pass for a mutant that never ends.
    testTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
