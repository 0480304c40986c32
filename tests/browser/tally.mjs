// Counts checks, by kind where they have one, and prints their faults.
const counts = { passed: 0, failed: 0 };

/** @type {Map<string, { checks: number, failures: number }>} */
const kinds = new Map();

/** @type {string[] | null} Faults as they would be printed, while somebody hears them instead. */
let heard = null;

/**
 * Counts one check and prints its faults.
 * @param {string} where
 * @param {string[]} faults
 * @param {string} [kind] one of `kinds.mjs`
 */
export function count(where, faults, kind) {
  if (heard !== null) {
    heard.push(...faults.map((fault) => `${where}: ${fault}`));
    return;
  }
  const failed = faults.length > 0;
  if (kind !== undefined) {
    const before = kinds.get(kind) ?? { checks: 0, failures: 0 };
    kinds.set(kind, { checks: before.checks + 1, failures: before.failures + Number(failed) });
  }
  counts[failed ? "failed" : "passed"] += 1;
  for (const fault of faults) console.log(`FAILED ${where}: ${fault}`);
}

/** Runs one check. One that cannot run is a fault like any other, and the next page is still looked at. */
export async function attempt(where, check, kind) {
  try {
    count(where, await check(), kind);
  } catch (error) {
    count(where, [String(error.message ?? error).split("\n")[0]], kind);
  }
}

/** From now on faults are neither counted nor printed, but kept, until `end` gives them. */
export function hear() {
  heard = [];
  return {
    end() {
      const lines = heard ?? [];
      heard = null;
      return lines;
    },
  };
}

/** How many checks there were of each kind, and how many failed. */
export function byKind() {
  return kinds;
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
