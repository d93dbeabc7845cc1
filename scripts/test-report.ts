import { readFile } from "node:fs/promises";

export const REPORT = "reports/jest.json";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not even be loaded: none of their tests are counted. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly invocations?: number }[];
  }[];
}

/** `retried`: tests that were run more than once, which would hide a fault. */
export async function readReport(): Promise<{ passed: number; failed: number; retried: number }> {
  const text = await readFile(REPORT, "utf8").catch(() => null);
  if (text === null) return { passed: 0, failed: 1, retried: 0 };
  const report = JSON.parse(text) as Report;
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    retried: results.filter(({ invocations = 1 }) => invocations > 1).length,
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}
