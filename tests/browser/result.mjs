// What a run was and what it found, for machines and for the accessibility statement.
import { KINDS, versionOf } from "./kinds.mjs";

/**
 * @param {Map<string, { checks: number, failures: number }>} counts by kind
 * @param {number} pages
 * @param {string} browser its version
 */
export function resultOf(counts, pages, browser) {
  const tools = [...new Set(Object.values(KINDS).map(({ tool }) => tool))];
  const none = { checks: 0, failures: 0 };
  return {
    pages,
    browser: { name: "Chromium", version: browser },
    tools: tools.map((name) => ({ name, version: versionOf(name) })),
    checks: Object.entries(KINDS).map(([kind, { tool, looks_at, statement = true }]) => ({
      kind,
      tool,
      looks_at,
      statement,
      ...(counts.get(kind) ?? none),
    })),
  };
}

/**
 * The `tests` of `checklists/accessibility.yaml`. How many pages and checks there were, and the version of the browser, are
 * left out: they change with every chapter and with every update of the machine, and say nothing new to a reader.
 * @param {ReturnType<typeof resultOf>} result
 * @returns {string} YAML, from the line `  tests:` to its end
 */
export function testsOf(result) {
  const versions = new Map(result.tools.map(({ name, version }) => [name, version]));
  const records = result.checks.filter(({ statement }) => statement).map(({ kind, tool, looks_at, failures }) =>
    [
      `    - id: ${kind}`,
      `      tool: ${tool}`,
      `      version: "${versions.get(tool)}"`,
      `      looks_at: "${looks_at}."`,
      `      failures: ${failures}`,
      "",
    ].join("\n"),
  );
  return `  tests:\n${records.join("")}`;
}
