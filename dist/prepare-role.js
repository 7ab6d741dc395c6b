"use strict";
// The action in prepare-role/. The program is loaded late, so that a damaged
// copy of the action still ends with one annotation.
try {
    const { main } = await import("./main.js");
    await main("prepare-role");
}
catch {
    process.stdout.write("::error::A file of the action is missing or damaged. No request was sent. Pin the action to a release, then run it again. It is safe to run it again.\n");
    process.exitCode = 1;
}
