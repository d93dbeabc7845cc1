import { jest } from "@jest/globals";

// Real servers, databases and browsers on shared machines: a test that a stall of the machine has
// failed is run once more, with its first failure printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
