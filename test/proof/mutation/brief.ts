import fc from "fast-check";

// Each property meets hundreds of mutants: few inputs are enough, and nobody reads the smallest that fails.
fc.configureGlobal({ numRuns: 25, endOnFailure: true });
