import { AppError } from "./errors.js";

/** All that is wrong with an input: itself the first of it, for whoever looks at one only. */
export class InputFailures extends AppError {
  constructor(readonly all: readonly [AppError, AppError, ...AppError[]]) {
    super(all[0].code, all[0].message, all[0].details);
  }
}

type Answers<Checks extends readonly (() => unknown)[]> = {
  [At in keyof Checks]: Awaited<ReturnType<Checks[At]>>;
};

/**
 * Runs all of them and throws what those have found that name a field: people mend a form once.
 * Whatever else is thrown is thrown at once.
 */
export async function checkAll<Checks extends readonly (() => unknown)[]>(
  ...checks: Checks
): Promise<Answers<Checks>> {
  const failures: AppError[] = [];
  const answers: unknown[] = [];
  for (const check of checks)
    try {
      answers.push(await check());
    } catch (error) {
      if (!(error instanceof AppError) || error.details.field === undefined) throw error;
      failures.push(...(error instanceof InputFailures ? error.all : [error]));
    }
  const [first, second, ...others] = failures;
  if (first && second) throw new InputFailures([first, second, ...others]);
  if (first) throw first;
  return answers as Answers<Checks>;
}
