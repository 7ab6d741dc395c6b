import { defineConfig } from "vitest/config";

/** The tests that judge the mutants of one folder, named by `mutate.ts`. */
export default defineConfig({
  logLevel: "error",
  test: {
    include: (process.env["MUTATION_TESTS"] ?? "").split(" "),
    // A worker for each mutant, not for each file.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
