import { readFile } from "node:fs/promises";

export const REPORT = "reports/jest.json";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not even be loaded: none of their tests are counted. */
  readonly numRuntimeErrorTestSuites: number;
}

export async function readReport(): Promise<{ passed: number; failed: number }> {
  const text = await readFile(REPORT, "utf8").catch(() => null);
  if (text === null) return { passed: 0, failed: 1 };
  const report = JSON.parse(text) as Report;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}
