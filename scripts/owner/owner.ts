// npm run owner -- NAME
// Names the account that publishes this action, everywhere. Needed once.
import { own } from "./placeholder.ts";

const [name = ""] = process.argv.slice(2);
// GitHub's rule for names of accounts.
if (!/^(?!-)(?!.*--)[A-Za-z0-9-]{1,39}(?<!-)$/u.test(name)) {
  process.stdout.write("Name a GitHub account: npm run owner -- NAME\n");
  process.exitCode = 2;
} else {
  const changed = own(name);
  for (const path of changed) process.stdout.write(`${path}\n`);
  process.stdout.write(
    changed.length === 0
      ? "Nothing is left to change.\n"
      : `${String(changed.length)} files name ${name} now. Run npm run format, and commit them.\n`,
  );
}
