// Counts checks and prints their faults.
const counts = { passed: 0, failed: 0 };

/** Counts one check and prints its faults. */
export function count(where, faults) {
  if (faults.length === 0) {
    counts.passed += 1;
    return;
  }
  counts.failed += 1;
  for (const fault of faults) console.log(`FAILED ${where}: ${fault}`);
}

/** Runs one check. One that cannot run is a fault like any other, and the next page is still looked at. */
export async function attempt(where, check) {
  try {
    count(where, await check());
  } catch (error) {
    count(where, [String(error.message ?? error).split("\n")[0]]);
  }
}

/** Runs all checks, prints the line `N passed, N failed`, and ends with the status that follows. */
export async function finish(main) {
  try {
    await main();
  } catch (error) {
    count("the browser checks", [String(error.stack ?? error)]);
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed === 0 ? 0 : 1);
}
